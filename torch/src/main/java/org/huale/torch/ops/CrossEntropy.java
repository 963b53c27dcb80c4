package org.huale.torch.ops;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Cross entropies of logits and what they should say. */
public final class CrossEntropy {
    private static final long NO_LABEL_IGNORED = -100;

    private CrossEntropy() {}

    /** [N] of [N, C] logits, by their softmax, and [N] int64 labels. */
    public static Tensor each(Tensor logits, Tensor labels) {
        return reduced(logits, labels, Reduction.NONE);
    }

    /** The sum of {@link #each}; 0 with a gradient for N = 0. */
    public static Tensor sum(Tensor logits, Tensor labels) {
        return reduced(logits, labels, Reduction.SUM);
    }

    private static Tensor reduced(Tensor logits, Tensor labels, int reduction) {
        return torch.cross_entropy_loss(logits, labels, new TensorOptional(), reduction, NO_LABEL_IGNORED, 0);
    }

    /** [N] of [N] logits, each by its sigmoid, and [N] shares in [0, 1]. */
    public static Tensor binaryEach(Tensor logits, Tensor shares) {
        return reducedBinary(logits, shares, Reduction.NONE);
    }

    /** The sum of {@link #binaryEach}; 0 with a gradient for N = 0. */
    public static Tensor binarySum(Tensor logits, Tensor shares) {
        return reducedBinary(logits, shares, Reduction.SUM);
    }

    private static Tensor reducedBinary(Tensor logits, Tensor shares, int reduction) {
        return torch.binary_cross_entropy_with_logits(
                logits, shares, new TensorOptional(), new TensorOptional(), reduction);
    }
}
