package org.huale.torch.ops;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Losses on matched pairs of deltas. */
public final class BoxLosses {
    /** Where the loss turns from square to linear, as in torchvision. */
    public static final double TURN = 1 / 9.0;

    private BoxLosses() {}

    /** The smooth L1 distance (Girshick, Fast R-CNN, ICCV 2015), summed over [N, 4] deltas; 0 with a gradient for N = 0. */
    public static Tensor smoothL1Sum(Tensor predicted, Tensor target) {
        return torch.smooth_l1_loss(predicted, target, Reduction.SUM, TURN);
    }

    /** The same for each number by itself, in the shape of the arguments. */
    public static Tensor smoothL1(Tensor predicted, Tensor target) {
        return smoothL1(predicted, target, TURN);
    }

    /** As {@link #smoothL1(Tensor, Tensor)}, with a turn of one's own; 0 for L1. */
    public static Tensor smoothL1(Tensor predicted, Tensor target, double turn) {
        return torch.smooth_l1_loss(predicted, target, Reduction.NONE, turn);
    }
}
