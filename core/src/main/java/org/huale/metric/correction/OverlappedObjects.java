package org.huale.metric.correction;

import java.util.function.IntPredicate;
import org.huale.metric.ClassGroups;
import org.huale.metric.DetectionTable;
import org.huale.metric.EvaluationInput;
import org.huale.metric.GroundTruthTable;

/** Which object each detection overlaps most; of equal overlaps the object that the truth names first. */
final class OverlappedObjects {
    /** Of a detection that overlaps no object by {@link Correction#LEAST_IOU}. */
    static final int NONE = -1;

    private final GroundTruthTable truth;
    private final DetectionTable found;
    private final ClassGroups byImage;

    OverlappedObjects(EvaluationInput input) {
        truth = input.truth();
        found = input.detections();
        int images = truth.images().size();
        byImage = new ClassGroups(truth.image(), images, truth.image(), images);
    }

    int ofAnyClass(int detection) {
        return most(detection, object -> true);
    }

    int ofItsClass(int detection) {
        int wanted = found.classIndex().get(detection);
        return most(detection, object -> truth.classIndex().get(object) == wanted);
    }

    private int most(int detection, IntPredicate counts) {
        int image = found.image().get(detection);
        int most = NONE;
        double overlap = Correction.LEAST_IOU;
        for (int p = byImage.start(image); p < byImage.start(image + 1); p++) {
            int object = byImage.row(p);
            double iou = found.boxes().iou(detection, truth.boxes(), object);
            boolean better = most == NONE ? iou >= overlap : iou > overlap;
            if (better && !truth.isCrowd(object) && counts.test(object)) {
                most = object;
                overlap = iou;
            }
        }
        return most;
    }
}
