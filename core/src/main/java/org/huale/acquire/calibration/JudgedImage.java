package org.huale.acquire.calibration;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.huale.detect.Detections;
import org.jspecify.annotations.Nullable;

/**
 * The detections of a labeled image that are known to be right or wrong, with what can be learned from them and nothing else: the
 * evidence of those of all labeled images would fill the memory.
 *
 * @param classes {@code [N]}
 * @param confidences {@code [N]}
 * @param suppressed {@code [N]}, how many boxes each suppressed; null where detections of the image do not tell
 * @param right {@code [N]}
 */
@SuppressWarnings("ArrayRecordComponent") // owned by the record, never handed out
record JudgedImage(int[] classes, float[] confidences, float @Nullable [] suppressed, boolean[] right) {
    /** Of an image in which nothing was found. */
    static final JudgedImage EMPTY = new JudgedImage(new int[0], new float[0], new float[0], new boolean[0]);

    /**
     * @param judgements one for each detection
     * @param confidence from which detections are taken
     */
    static JudgedImage of(Detections found, List<Judgement> judgements, double confidence) {
        int[] decided = Arrays.stream(found.atLeast(confidence))
                .filter(i -> judgements.get(i) != Judgement.UNDECIDED)
                .toArray();
        boolean[] right = new boolean[decided.length];
        for (int i = 0; i < decided.length; i++) {
            right[i] = judgements.get(decided[i]) == Judgement.TRUE_POSITIVE;
        }
        if (found.count() == 0) {
            return EMPTY; // where nothing was found, nothing is unknown
        }
        Detections taken = found.only(decided);
        Detections.Evidence evidence = taken.evidence();
        return new JudgedImage(
                taken.classes(), taken.confidences(), evidence == null ? null : evidence.suppressed(), right);
    }

    boolean hasCounts() {
        return suppressed != null;
    }

    /** @param counts whether the numbers of suppressed boxes are learned from, which are there then */
    void addTo(List<Examples> ofClasses, boolean counts) {
        for (int i = 0; i < classes.length; i++) {
            double[] row = Examples.row(confidences, counts ? Objects.requireNonNull(suppressed) : null, i);
            ofClasses.get(classes[i]).add(row, right[i]);
        }
    }
}
