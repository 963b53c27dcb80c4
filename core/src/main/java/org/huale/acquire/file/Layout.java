package org.huale.acquire.file;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;

/**
 * The numbers of a detection, one after the other: x1, y1, x2, y2, confidence, class probabilities, variances,
 * suppressed boxes.
 *
 * @param probabilities how many, K + 1 or 0
 * @param variances whether there are four
 * @param suppressed whether there is their number
 */
record Layout(int probabilities, boolean variances, boolean suppressed) {
    static final Layout BARE = new Layout(0, false, false);
    static final int CONFIDENCE = 4;
    static final int PROBABILITIES = 5;

    int width() {
        return suppressedAt() + (suppressed ? 1 : 0);
    }

    int suppressedAt() {
        return PROBABILITIES + probabilities + (variances ? 4 : 0);
    }

    /** How many of each there are. */
    String words() {
        return probabilities + ", " + (variances ? 4 : 0) + " and " + (suppressed ? 1 : 0);
    }

    boolean hasProbabilities() {
        return probabilities > 0;
    }

    /** What is known of detections; without class distributions in the file they follow from the scores. */
    Set<EvidencePart> evidence() {
        Set<EvidencePart> evidence = EnumSet.of(EvidencePart.PROBABILITIES);
        if (variances) {
            evidence.add(EvidencePart.VARIANCES);
        }
        if (suppressed) {
            evidence.add(EvidencePart.SUPPRESSED);
        }
        return evidence;
    }

    /** Some detections by their rows. */
    Detections detections(int[] classes, float[][] rows) {
        float[] boxes = new float[4 * rows.length];
        float[] confidences = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, boxes, 4 * i, 4);
            confidences[i] = rows[i][CONFIDENCE];
        }
        return new Detections(boxes, classes, confidences, evidence(rows));
    }

    private Detections.Evidence evidence(float[][] rows) {
        float[] none = new float[0];
        float[] distributions = column(rows, PROBABILITIES, probabilities);
        float[] sides = column(rows, PROBABILITIES + probabilities, 4);
        float[] counts = column(rows, suppressedAt(), 1);
        return new Detections.Evidence(distributions, none, none, variances ? sides : null, suppressed ? counts : null);
    }

    private static float[] column(float[][] rows, int from, int width) {
        float[] column = new float[width * rows.length];
        for (int i = 0; i < rows.length; i++) {
            float[] part = Arrays.copyOfRange(rows[i], from, from + width); // zeros where there are none
            System.arraycopy(part, 0, column, i * width, width);
        }
        return column;
    }
}
