package org.huale.acquire.pal;

import org.huale.acquire.calibration.CalibrationOptions;
import org.huale.acquire.calibration.UnlearnedClasses;

/**
 * How PAL is run.
 *
 * @param confidence detections below it are left out, in [0, 1]
 * @param ratio candidates of a class for each image of the class's budget, at least 1
 * @param unseenConfidence in [0, 1]: a class of which nothing is annotated, while others are, counts only where some unlabeled
 *     image shows it with this confidence, for else the detector never learned it; 0 lets every class count
 * @param calibration by which it is learned which detections are right
 * @param weights of the parts of a score
 * @param likeness by which images are compared
 */
public record PalOptions(
        double confidence,
        double ratio,
        double unseenConfidence,
        Calibration calibration,
        Weights weights,
        Likeness likeness) {

    /**
     * Of {@link CalibrationOptions}, whose confidence is that of {@link PalOptions}.
     *
     * @param iou from which a detection shows an object of its class, in (0, 1]
     * @param ridge in [0.000001, 1000000]
     * @param least right and least wrong detections that a class needs for a classifier of its own, at least 1
     */
    public record Calibration(double iou, double ridge, int least) {

        public Calibration {
            new CalibrationOptions(0, iou, ridge, least); // refuses what is out of range
        }
    }

    /**
     * Each at least 0.
     *
     * @param uncertainty of the class's most uncertain detection
     * @param entropy of all detections
     * @param classes that the image shows
     * @param unlikeness to candidates of higher rank
     */
    public record Weights(double uncertainty, double entropy, double classes, double unlikeness) {

        public Weights {
            for (double weight : new double[] {uncertainty, entropy, classes, unlikeness}) {
                if (!(weight >= 0 && weight <= 1e6)) {
                    throw new IllegalArgumentException("weights must be in [0, 1000000], got " + weight);
                }
            }
        }
    }

    public PalOptions {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence must be in [0, 1], got " + confidence);
        }
        if (!(ratio >= 1 && ratio <= 1e6)) {
            throw new IllegalArgumentException("ratio must be in [1, 1000000], got " + ratio);
        }
        if (!(unseenConfidence >= 0 && unseenConfidence <= 1)) {
            throw new IllegalArgumentException("unseenConfidence must be in [0, 1], got " + unseenConfidence);
        }
    }

    /** The article's numbers where it has any. */
    static PalOptions defaults() {
        CalibrationOptions learned = CalibrationOptions.defaults();
        return new PalOptions(
                learned.confidence(),
                2,
                UnlearnedClasses.USUAL_CONFIDENCE,
                new Calibration(learned.iou(), learned.ridge(), learned.least()),
                new Weights(0.9, 0.04, 0.04, 0.02),
                Likeness.AUTO);
    }

    CalibrationOptions learning() {
        return new CalibrationOptions(confidence, calibration.iou(), calibration.ridge(), calibration.least());
    }
}
