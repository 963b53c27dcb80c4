package org.huale.detect.pool;

import java.util.Optional;
import java.util.stream.IntStream;
import org.huale.detect.Detections;

/** What in detections is otherwise than {@link Detections} says, as a detector of one's own may get it wrong. */
final class DetectionFault {
    private static final float MOST = 1 + 1e-5f; // sums of softmax exceed 1 by a few units of the last place

    private DetectionFault() {}

    /** In words, with the number of the detection; empty where all is well. */
    static Optional<String> in(Detections found, int classes) {
        return IntStream.range(0, found.count())
                .mapToObj(i -> in(found, i, classes))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> in(Detections found, int i, int classes) {
        float confidence = found.confidences()[i];
        if (!(confidence >= 0 && confidence <= MOST)) {
            return fault(i, "confidence", confidence, "in [0, 1]");
        }
        if (i > 0 && confidence > found.confidences()[i - 1]) {
            return fault(
                    i, "confidence", confidence, "at most that of the detection before, " + found.confidences()[i - 1]);
        }
        if (found.classes()[i] < 0 || found.classes()[i] >= classes) {
            return fault(i, "class", found.classes()[i], "in [0, " + (classes - 1) + "]");
        }
        return IntStream.range(4 * i, 4 * i + 4)
                .filter(side -> !Float.isFinite(found.boxes()[side]))
                .boxed()
                .findFirst()
                .flatMap(side -> fault(i, "side", found.boxes()[side], "finite"));
    }

    private static Optional<String> fault(int i, String what, Number got, String allowed) {
        return Optional.of("detection " + i + " the " + what + " " + got + ", which must be " + allowed);
    }
}
