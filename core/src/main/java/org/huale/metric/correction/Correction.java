package org.huale.metric.correction;

import org.huale.metric.DetectionTable;
import org.huale.metric.EvaluationInput;
import org.huale.metric.GroundTruthTable;

/**
 * A kind of mistake taken out of detections with the help of the truth, which shows what that kind costs. A detection is about
 * the object that it overlaps most; one that overlaps none by {@link #LEAST_IOU} stays as it is, and so do confidences, so that
 * of several detections about one object all but the most confident are still mistakes.
 *
 * <p>The idea is that of the oracles of Bolya et al., TIDE, ECCV 2020, whose lower threshold this is; what TIDE does about
 * duplicates, background and missed objects is not done here.
 */
public enum Correction {
    /** Each detection gets the class of the object that it is about, of whatever class. */
    CLASSES("true classes", true, false),
    /** Each detection gets the box of the object of its class that it is about. */
    BOXES("true boxes", false, true),
    /** Each detection gets class and box of the object that it is about, of whatever class. */
    CLASSES_AND_BOXES("true classes and boxes", true, true);

    /** From which a detection is about an object. */
    public static final double LEAST_IOU = 0.1;

    private final String words;
    private final boolean classes;
    private final boolean boxes;

    Correction(String words, boolean classes, boolean boxes) {
        this.words = words;
        this.classes = classes;
        this.boxes = boxes;
    }

    /** For people, such as {@code true boxes}. */
    public String words() {
        return words;
    }

    /** The same truth with corrected detections, in their order. Crowds correct nothing. */
    public EvaluationInput of(EvaluationInput input) {
        OverlappedObjects overlapped = new OverlappedObjects(input);
        DetectionTable corrected = new DetectionTable();
        for (int i = 0; i < input.detections().size(); i++) {
            int object = classes ? overlapped.ofAnyClass(i) : overlapped.ofItsClass(i);
            corrected.addXywh(
                    input.detections().image().get(i),
                    classOf(input, i, object),
                    boxOf(input, i, object),
                    input.detections().confidence(i));
        }
        return new EvaluationInput(input.truth(), corrected);
    }

    private int classOf(EvaluationInput input, int detection, int object) {
        GroundTruthTable truth = input.truth();
        return classes && object != OverlappedObjects.NONE
                ? truth.classIndex().get(object)
                : input.detections().classIndex().get(detection);
    }

    private double[] boxOf(EvaluationInput input, int detection, int object) {
        return boxes && object != OverlappedObjects.NONE
                ? input.truth().boxes().xywh(object)
                : input.detections().boxes().xywh(detection);
    }
}
