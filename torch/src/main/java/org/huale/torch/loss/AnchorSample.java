package org.huale.torch.loss;

import org.bytedeco.pytorch.Tensor;

/**
 * The sampled anchors of a batch, image after image.
 *
 * @param losses of all of them
 * @param logits [A]
 * @param objects [A], 1 for an anchor that matches an object, else 0
 * @param deltas [M, 4] of the matched ones, as predicted
 * @param targets [M, 4]
 * @param counts how many of A and of M each image has
 */
public record AnchorSample(
        LossInputs.Anchors losses, Tensor logits, Tensor objects, Tensor deltas, Tensor targets, Counts counts) {

    /** For each image its sampled anchors and, of these, the matched ones. */
    @SuppressWarnings("ArrayRecordComponent") // counted once, read once
    public record Counts(int[] sampled, int[] matched) {}
}
