package org.huale.detect.pool;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.huale.detect.Detections;
import org.huale.geometry.ImageSize;

/** What in detections is otherwise than {@link Detections} says, as a detector or a file of others may get it wrong. */
public final class DetectionFault {
    private static final float MOST = 1 + 1e-5f; // sums of softmax exceed 1 by a few units of the last place
    private static final float BEYOND = 1; // rounding moves boxes over the border by much less

    private DetectionFault() {}

    /** In words, with the number of the detection; empty where all is well. */
    static Optional<String> in(Detections found, int classes) {
        return inEach(found, classes, MOST);
    }

    /**
     * The same of what others may have written, with where boxes lie and with all the evidence. HUALE itself writes no
     * confidence above 1, also where rounding has lifted one.
     */
    public static Optional<String> inFile(Detections found, int classes, ImageSize image) {
        return inEach(found, classes, 1)
                .or(() -> ofBoxes(found.boxes(), image))
                .or(() -> EvidenceFault.in(found, classes));
    }

    /** @param most what a confidence may be */
    private static Optional<String> inEach(Detections found, int classes, float most) {
        return IntStream.range(0, found.count())
                .mapToObj(i -> ofConfidence(i, found.confidences(), most).or(() -> ofRest(found, i, classes)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> ofConfidence(int i, float[] confidences, float most) {
        float confidence = confidences[i];
        if (!(confidence >= 0 && confidence <= most)) {
            return fault(i, "confidence", confidence, "in [0, 1]");
        }
        return i > 0 && confidence > confidences[i - 1]
                ? fault(i, "confidence", confidence, "at most that of the detection before, " + confidences[i - 1])
                : Optional.empty();
    }

    private static Optional<String> ofBoxes(float[] boxes, ImageSize image) {
        return IntStream.range(0, boxes.length / 4)
                .filter(i -> !isBox(boxes, 4 * i, image))
                .mapToObj(i -> words(
                        i,
                        "the box",
                        Arrays.toString(Arrays.copyOfRange(boxes, 4 * i, 4 * i + 4)),
                        "x1 <= x2, y1 <= y2 within the image of " + image))
                .findFirst();
    }

    private static boolean isBox(float[] boxes, int at, ImageSize image) {
        return boxes[at] >= -BEYOND
                && boxes[at + 1] >= -BEYOND
                && boxes[at] <= boxes[at + 2]
                && boxes[at + 1] <= boxes[at + 3]
                && boxes[at + 2] <= image.width() + BEYOND
                && boxes[at + 3] <= image.height() + BEYOND;
    }

    private static Optional<String> ofRest(Detections found, int i, int classes) {
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
        return Optional.of(words(i, "the " + what, got, allowed));
    }

    static String words(int i, String what, Object got, String allowed) {
        return "detection " + i + " has " + what + " " + got + ", which must be " + allowed;
    }
}
