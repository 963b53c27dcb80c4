package org.huale.torch.rcnn.rpn;

import java.util.Arrays;
import org.huale.geometry.FlatBoxes;
import org.huale.geometry.ImageSize;
import org.huale.geometry.NonMaximumSuppression;
import org.huale.geometry.ScoreOrder;

/** Makes proposals of one image's anchors: the best of each level, decoded, clipped, freed of duplicates. */
final class ProposalFilter {
    private final RpnOptions options;
    private final RpnOptions.Kept kept;

    ProposalFilter(RpnOptions options, RpnOptions.Kept kept) {
        this.options = options;
        this.kept = kept;
    }

    Proposals of(RpnPredictions predictions, int image, ImageSize size) {
        float[] raw = predictions.ofImage(image);
        int[] anchors = bestOfEachLevel(predictions, raw);
        float[] boxes = decode(predictions, raw, anchors);
        FlatBoxes.clip(boxes, size);
        float[] confidences = confidences(predictions, raw, anchors);
        int[] usable = usable(boxes, confidences);
        int[] levels = levels(predictions, anchors, usable);
        return suppress(FlatBoxes.select(boxes, usable), select(confidences, usable), levels);
    }

    private int[] bestOfEachLevel(RpnPredictions predictions, float[] raw) {
        float[] logits = new float[predictions.anchorCount()];
        for (int anchor = 0; anchor < logits.length; anchor++) {
            logits[anchor] = raw[predictions.logitAt(anchor)];
        }
        int[][] best = new int[predictions.levels()][];
        for (int level = 0; level < best.length; level++) {
            int from = predictions.levelStarts().get(level);
            int to = predictions.levelStarts().get(level + 1);
            best[level] = ScoreOrder.top(logits, from, to, kept.beforeNms());
        }
        return Arrays.stream(best).flatMapToInt(Arrays::stream).toArray();
    }

    private static float[] decode(RpnPredictions predictions, float[] raw, int[] anchors) {
        float[] boxes = new float[4 * anchors.length];
        for (int i = 0; i < anchors.length; i++) {
            BoxCoder.PROPOSALS.decode(
                    raw, predictions.deltasAt(anchors[i]), predictions.anchors(), anchors[i], boxes, i);
        }
        return boxes;
    }

    private static float[] confidences(RpnPredictions predictions, float[] raw, int[] anchors) {
        float[] confidences = new float[anchors.length];
        for (int i = 0; i < anchors.length; i++) {
            confidences[i] = (float) (1 / (1 + Math.exp(-raw[predictions.logitAt(anchors[i])])));
        }
        return confidences;
    }

    private int[] usable(float[] boxes, float[] confidences) {
        int[] usable = new int[confidences.length];
        int count = 0;
        for (int i = 0; i < confidences.length; i++) {
            if (FlatBoxes.isAtLeast(boxes, i, RpnOptions.SHORTEST_SIDE) && confidences[i] >= options.minConfidence()) {
                usable[count++] = i;
            }
        }
        return Arrays.copyOf(usable, count);
    }

    private static int[] levels(RpnPredictions predictions, int[] anchors, int[] usable) {
        int[] levels = new int[usable.length];
        for (int i = 0; i < usable.length; i++) {
            int anchor = anchors[usable[i]];
            while (anchor >= predictions.levelStarts().get(levels[i] + 1)) {
                levels[i]++;
            }
        }
        return levels;
    }

    private Proposals suppress(float[] boxes, float[] confidences, int[] levels) {
        int[] order = new NonMaximumSuppression(options.nmsIou()).keep(boxes, confidences, levels);
        int[] best = Arrays.copyOf(order, Math.min(order.length, kept.afterNms()));
        return new Proposals(FlatBoxes.select(boxes, best), select(confidences, best));
    }

    private static float[] select(float[] values, int[] indices) {
        float[] selected = new float[indices.length];
        for (int i = 0; i < indices.length; i++) {
            selected[i] = values[indices[i]];
        }
        return selected;
    }
}
