package org.huale.torch.ops;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Losses on matched pairs of deltas. */
public final class BoxLosses {

    private static final int NONE = 0;
    private static final int SUM = 2;
    /** Where the loss turns from square to linear, as in torchvision. */
    public static final double TURN = 1 / 9.0;

    private BoxLosses() {}

    /** The smooth L1 distance (Girshick, Fast R-CNN, ICCV 2015), summed over [N, 4] deltas; 0 with a gradient for N = 0. */
    public static Tensor smoothL1Sum(Tensor predicted, Tensor target) {
        return torch.smooth_l1_loss(predicted, target, SUM, TURN);
    }

    /** The same for each number by itself, in the shape of the arguments. */
    public static Tensor smoothL1(Tensor predicted, Tensor target) {
        return torch.smooth_l1_loss(predicted, target, NONE, TURN);
    }
}
