package org.huale.onnx.reading;

import java.util.Arrays;
import org.huale.detect.Confidence;
import org.huale.onnx.options.OutputOptions.Scores.PerBox;
import org.jspecify.annotations.Nullable;

/**
 * The boxes of one image that are confident enough, in the order of the network.
 *
 * @param boxes {@code [4 N]}, xyxy in pixels of the network's input
 * @param classes {@code [N]}, 0..K-1
 * @param confidences {@code [N]}, in [0, 1]
 * @param rows {@code [N]}, the row of the network's output that each came from
 * @param distributions of the rows, or null where the network gives none
 */
@SuppressWarnings("ArrayRecordComponent") // flat arrays are the point
public record Candidates(
        float[] boxes,
        int[] classes,
        float[] confidences,
        int[] rows,
        @Nullable Distributions distributions) {

    /** Distributions over background and K classes, by row. */
    @FunctionalInterface
    public interface Distributions {
        void write(int row, float[] to, int at);
    }

    public int count() {
        return classes.length;
    }

    /** Those of some rows that have more than a confidence, for the best class of each, or for all. */
    static Candidates of(ScoredRows rows, int classes, PerBox perBox, double minConfidence) {
        Collector found = new Collector();
        float[] scores = new float[classes];
        for (int row = 0; row < rows.count(); row++) {
            rows.scores(row, scores);
            if (perBox == PerBox.BEST) {
                int best = best(scores);
                found.addIf(Confidence.isAbove(scores[best], minConfidence), row, best, scores[best]);
            } else {
                for (int k = 0; k < classes; k++) {
                    found.addIf(Confidence.isAbove(scores[k], minConfidence), row, k, scores[k]);
                }
            }
        }
        return found.candidates(rows);
    }

    /** The first of the highest. */
    private static int best(float[] scores) {
        int best = 0;
        for (int k = 1; k < scores.length; k++) {
            if (scores[k] > scores[best]) {
                best = k;
            }
        }
        return best;
    }

    /** Grows as pairs of row and class are found. */
    private static final class Collector {
        private int[] rows = new int[256];
        private int[] classes = new int[256];
        private float[] confidences = new float[256];
        private int count;

        void addIf(boolean confident, int row, int classIndex, float confidence) {
            if (!confident) {
                return;
            }
            if (count == rows.length) {
                rows = Arrays.copyOf(rows, 2 * count);
                classes = Arrays.copyOf(classes, 2 * count);
                confidences = Arrays.copyOf(confidences, 2 * count);
            }
            rows[count] = row;
            classes[count] = classIndex;
            confidences[count++] = confidence;
        }

        Candidates candidates(ScoredRows from) {
            float[] boxes = new float[4 * count];
            for (int i = 0; i < count; i++) {
                from.boxes().write(rows[i], boxes, 4 * i);
            }
            return new Candidates(
                    boxes,
                    Arrays.copyOf(classes, count),
                    Arrays.copyOf(confidences, count),
                    Arrays.copyOf(rows, count),
                    from::distribution);
        }
    }
}
