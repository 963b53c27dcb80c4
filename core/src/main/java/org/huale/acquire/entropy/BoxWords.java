package org.huale.acquire.entropy;

import java.util.Locale;
import org.huale.dataset.ClassNames;
import org.huale.detect.Detections;

/** Names a detection in an explanation. */
public final class BoxWords {

    private BoxWords() {}

    /** Class, confidence and box in whole pixels: {@code dog 0.54 at (12, 30, 88, 140)}. */
    public static String of(Detections detections, int i, ClassNames classes) {
        float[] b = detections.boxes();
        return String.format(
                Locale.ROOT,
                "%s %.2f at (%.0f, %.0f, %.0f, %.0f)",
                classes.name(detections.classes()[i]),
                detections.confidences()[i],
                b[4 * i],
                b[4 * i + 1],
                b[4 * i + 2],
                b[4 * i + 3]);
    }
}
