package org.huale.acquire.file;

import java.util.EnumSet;
import java.util.Set;
import org.huale.acquire.ClassDistributions;
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

    /** What is known of detections; without class distributions in the file they follow from the scores. A new set. */
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

    /**
     * Some detections by their rows.
     *
     * @param classCount how many classes there are
     * @param asked the parts of the evidence that are given; a distribution for each detection over many classes takes far more
     *     memory than all else
     */
    Detections detections(int classCount, int[] classes, float[][] rows, Set<EvidencePart> asked) {
        float[] boxes = new float[4 * rows.length];
        float[] confidences = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, boxes, 4 * i, 4);
            confidences[i] = rows[i][CONFIDENCE];
        }
        Detections bare = new Detections(boxes, classes, confidences, null);
        return asked.isEmpty()
                ? bare
                : new Detections(boxes, classes, confidences, evidence(bare, classCount, rows, asked));
    }

    private Detections.Evidence evidence(Detections bare, int classCount, float[][] rows, Set<EvidencePart> asked) {
        float[] none = new float[0];
        boolean sides = variances && asked.contains(EvidencePart.VARIANCES);
        boolean counts = suppressed && asked.contains(EvidencePart.SUPPRESSED);
        return new Detections.Evidence(
                asked.contains(EvidencePart.PROBABILITIES) ? distributions(bare, classCount, rows) : none,
                none,
                none,
                sides ? column(rows, PROBABILITIES + probabilities, 4) : null,
                counts ? column(rows, suppressedAt(), 1) : null);
    }

    private float[] distributions(Detections bare, int classCount, float[][] rows) {
        return hasProbabilities()
                ? column(rows, PROBABILITIES, probabilities)
                : ClassDistributions.ofScores(classCount, bare.classes(), bare.confidences());
    }

    private static float[] column(float[][] rows, int from, int width) {
        float[] column = new float[width * rows.length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], from, column, i * width, width);
        }
        return column;
    }
}
