package org.huale.cli.detector;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.huale.dataset.ClassNames;
import org.huale.dataset.CocoNumbering;
import org.huale.detect.Detections;
import org.huale.detect.PoolDetector;
import org.huale.problem.HualeException;

/** Which class of a data set each class of a detector is. */
final class ClassMapping {
    private static final int UNKNOWN = -1;

    private final int[] target;

    private ClassMapping(int[] target) {
        this.target = target;
    }

    /**
     * By name, where the weights name their classes. Otherwise by number: as they stand, where both have equally many;
     * else as COCO's category ids, which torchvision's detectors give as labels.
     *
     * @throws HualeException where no class of the detector is in the data set
     */
    static ClassMapping of(PoolDetector detector, ClassNames classes, CocoNumbering numbering) {
        int[] target = IntStream.range(0, detector.classes().count())
                .map(i -> target(detector, i, classes, numbering))
                .toArray();
        if (Arrays.stream(target).allMatch(i -> i == UNKNOWN)) {
            throw new HualeException("the detector tells apart "
                    + detector.classes().names() + ", the data set has " + classes.names() + ": no class is in both");
        }
        return new ClassMapping(target);
    }

    private static int target(PoolDetector detector, int index, ClassNames classes, CocoNumbering numbering) {
        if (detector.namesItsClasses()) {
            return classes.indexOf(detector.classes().name(index)).orElse(UNKNOWN);
        }
        if (detector.classes().count() == classes.count()) {
            return index;
        }
        return numbering.classIndex(index + 1L).orElse(UNKNOWN);
    }

    /** The detections of classes that the data set has, in its numbers. */
    Detections apply(Detections found) {
        int[] kept = IntStream.range(0, found.count())
                .filter(i -> target[found.classes()[i]] != UNKNOWN)
                .toArray();
        float[] boxes = new float[4 * kept.length];
        int[] classes = new int[kept.length];
        float[] confidences = new float[kept.length];
        for (int i = 0; i < kept.length; i++) {
            System.arraycopy(found.boxes(), 4 * kept[i], boxes, 4 * i, 4);
            classes[i] = target[found.classes()[kept[i]]];
            confidences[i] = found.confidences()[kept[i]];
        }
        return new Detections(boxes, classes, confidences, null);
    }
}
