package org.huale.acquire.calibration;

import java.util.ArrayList;
import java.util.List;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.geometry.Box;
import org.jspecify.annotations.Nullable;

/**
 * Says which detections of a labeled image are right, as evaluation does: from the most confident one down, each takes the
 * free object of its class that it overlaps most, by the IoU at least.
 */
final class Judge {
    private final double iou;
    private final int[] numbers;

    /**
     * @param iou in (0, 1]
     * @param names of the annotations' classes
     * @param classes of the detector; annotations of classes that it does not know are passed over
     */
    Judge(double iou, ClassNames names, ClassNames classes) {
        this.iou = iou;
        this.numbers = numbers(names, classes);
    }

    /** The detector's number of each class of annotations, which are compared with every detection; -1 where it has none. */
    static int[] numbers(ClassNames names, ClassNames classes) {
        return names.names().stream()
                .mapToInt(name -> classes.indexOf(name).orElse(-1))
                .toArray();
    }

    /** One for each detection, which are in falling order of confidence. */
    List<Judgement> of(Detections detections, ImageRecord image) {
        List<Annotation> free = new ArrayList<>(image.annotations());
        List<Judgement> judgements = new ArrayList<>();
        for (int i = 0; i < detections.count(); i++) {
            Box box = detections.box(i);
            int classIndex = detections.classes()[i];
            Annotation object = nearest(free, box, classIndex);
            if (object != null) {
                free.remove(object);
                judgements.add(Judgement.TRUE_POSITIVE);
            } else {
                judgements.add(showsIgnored(image, box, classIndex) ? Judgement.UNDECIDED : Judgement.FALSE_POSITIVE);
            }
        }
        return judgements;
    }

    private @Nullable Annotation nearest(List<Annotation> free, Box box, int classIndex) {
        Annotation nearest = null;
        double most = 0;
        for (Annotation object : free) {
            double here = isIgnored(object) || !isOf(object, classIndex) ? 0 : box.iou(object.box());
            if (here >= iou && here > most) {
                nearest = object;
                most = here;
            }
        }
        return nearest;
    }

    private boolean showsIgnored(ImageRecord image, Box box, int classIndex) {
        return image.annotations().stream()
                .filter(object -> isIgnored(object) && isOf(object, classIndex))
                .anyMatch(object -> (object.crowd() ? covered(box, object.box()) : box.iou(object.box())) >= iou);
    }

    /** The share of a box that lies within a crowd, as COCO has it. */
    private static double covered(Box box, Box crowd) {
        return box.area() > 0 ? box.intersection(crowd) / box.area() : 0;
    }

    private static boolean isIgnored(Annotation object) {
        return object.difficult() || object.crowd();
    }

    private boolean isOf(Annotation object, int classIndex) {
        return numbers[object.classIndex()] == classIndex;
    }
}
