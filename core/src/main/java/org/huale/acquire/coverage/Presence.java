package org.huale.acquire.coverage;

import java.util.ArrayList;
import java.util.List;
import org.huale.acquire.calibration.CalibrationOptions;
import org.huale.detect.Detections;
import org.huale.geometry.Box;

/**
 * What an image is expected to show, class by class, from confidences taken as chances.
 *
 * @param count what is counted
 * @param confidence detections below it are left out, in [0, 1]
 * @param suppression of detections of one class whose IoU is above it only the most confident counts, in (0, 1]; detectors
 *     have done so at 0.5 already, but parts of an object overlap less with the whole
 * @param calibration how the detector's confidences are set right
 */
public record Presence(Count count, double confidence, double suppression, Calibration calibration) {

    /** What is counted, expected and annotated alike. */
    public enum Count {
        /**
         * Images that show the class: the chance 1 - prod(1 - s) that an image is one. Many doubtful boxes count for one
         * image at most.
         */
        IMAGES {
            @Override
            double with(double before, double confidence) {
                return 1 - (1 - before) * (1 - confidence);
            }

            @Override
            double scaled(double expected, double factor) {
                return Math.min(1, factor * expected);
            }
        },
        /** Objects: the sum of s. A hundred boxes of clutter at 0.05 are five objects. */
        OBJECTS {
            @Override
            double with(double before, double confidence) {
                return before + confidence;
            }

            @Override
            double scaled(double expected, double factor) {
                return factor * expected;
            }
        };

        /** With a further detection. */
        abstract double with(double before, double confidence);

        /** What an image is expected to count for, calibrated. */
        abstract double scaled(double expected, double factor);
    }

    /** What is set right, and by what; all but {@code NONE} cost a forward for each labeled image. */
    public enum Calibration {
        /** The counts of a class, by what is annotated beside what is expected: {@link CalibratedCounts}. */
        RATIO,
        /** The confidence of each box, by {@link org.huale.acquire.calibration.Calibration}, as PAL learns it. */
        CLASSIFIER,
        /** Nothing. */
        NONE
    }

    public Presence {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence must be in [0, 1], got " + confidence);
        }
        if (!(suppression > 0 && suppression <= 1)) {
            throw new IllegalArgumentException("suppression must be in (0, 1], got " + suppression);
        }
    }

    static Presence defaults() {
        return new Presence(Count.IMAGES, 0.05, 0.3, Calibration.RATIO);
    }

    /** What the detections of an image lead to expect, {@code [K]}, uncalibrated. */
    double[] expected(Detections found, int classes) {
        return expected(found, classes, Chance.CONFIDENCE);
    }

    /** The same by other chances than the confidences. */
    double[] expected(Detections found, int classes, Chance chance) {
        double[] expected = new double[classes];
        for (int i : kept(found)) {
            int c = found.classes()[i];
            expected[c] = count.with(expected[c], chance.of(found, i));
        }
        return expected;
    }

    /** How many objects would have to be annotated: the sum of the chances. */
    double boxes(Detections found, Chance chance) {
        return kept(found).stream().mapToDouble(i -> chance.of(found, i)).sum();
    }

    /** How the classifier learns, from the detections that count here. */
    CalibrationOptions learning() {
        CalibrationOptions usual = CalibrationOptions.defaults();
        return new CalibrationOptions(confidence, usual.iou(), usual.ridge(), usual.least());
    }

    /** Non-maximum suppression within classes; detections come most confident first. */
    private List<Integer> kept(Detections found) {
        List<Integer> kept = new ArrayList<>();
        for (int i : found.atLeast(confidence)) {
            Box box = found.box(i);
            int c = found.classes()[i];
            if (kept.stream().noneMatch(k -> found.classes()[k] == c && box.iou(found.box(k)) > suppression)) {
                kept.add(i);
            }
        }
        return kept;
    }
}
