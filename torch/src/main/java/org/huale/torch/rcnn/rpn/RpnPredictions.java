package org.huale.torch.rcnn.rpn;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.huale.torch.memory.Tensors;

/**
 * What the head says of every anchor of a batch.
 *
 * @param raw [B, cells, 5 A], cells of all levels one after the other; logits first, then four deltas an anchor
 * @param anchors {@code [4 cells A]}, the same for every image
 * @param levelStarts first anchor of each level, and the number of all anchors at the end
 * @param perCell A
 */
public record RpnPredictions(Tensor raw, float[] anchors, List<Integer> levelStarts, int perCell) {

    int anchorCount() {
        return anchors.length / 4;
    }

    int levels() {
        return levelStarts.size() - 1;
    }

    /** False once the network has diverged. */
    public boolean isFinite() {
        return raw.isfinite().all().item_bool();
    }

    /** The head's numbers of one image, for use with {@link #logitAt} and {@link #deltasAt}. */
    float[] ofImage(int image) {
        return Tensors.toFloats(raw.select(0, image));
    }

    /** Where in an image's numbers the logit of an anchor stands. */
    int logitAt(int anchor) {
        return anchor / perCell * 5 * perCell + anchor % perCell;
    }

    /** Where in an image's numbers the four deltas of an anchor begin. */
    int deltasAt(int anchor) {
        return anchor / perCell * 5 * perCell + perCell + 4 * (anchor % perCell);
    }

    /** Where in the flattened batch an image's numbers begin. */
    long imageStart(int image) {
        return (long) image * anchorCount() * 5;
    }
}
