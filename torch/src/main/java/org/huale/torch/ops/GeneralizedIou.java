package org.huale.torch.ops;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * How well boxes agree, also where they do not touch (Rezatofighi et al., CVPR 2019): IoU less the share of the smallest
 * enclosing box that neither covers.
 */
public final class GeneralizedIou {
    private static final double LEAST_SIDE = 1e-6; // as in Box; no area below is ever 0

    private GeneralizedIou() {}

    /**
     * The value for each pair of [N, 4] boxes, xyxy in any unit, as [N] in [-1, 1]; a side below 1e-6 counts as 1e-6, so
     * that a degenerate box shares nothing with any box, itself included. Gradients are finite for finite boxes. The
     * scalar form is {@link org.huale.geometry.Box#generalizedIou}.
     */
    public static Tensor paired(Tensor left, Tensor right) {
        Corners a = Corners.of(left);
        Corners b = Corners.of(right);
        Tensor shared = overlap(a.x1, a.x2, b.x1, b.x2).mul(overlap(a.y1, a.y2, b.y1, b.y2));
        Tensor union = a.area().add(b.area()).sub(shared);
        Tensor enclosing = torch.maximum(span(a.x1, a.x2, b.x1, b.x2).mul(span(a.y1, a.y2, b.y1, b.y2)), union);
        return shared.div(union).sub(enclosing.sub(union).div(enclosing));
    }

    private static Tensor overlap(Tensor from, Tensor to, Tensor otherFrom, Tensor otherTo) {
        return torch.minimum(to, otherTo).sub(torch.maximum(from, otherFrom)).clamp_min(new Scalar(0.0));
    }

    private static Tensor span(Tensor from, Tensor to, Tensor otherFrom, Tensor otherTo) {
        return side(torch.minimum(from, otherFrom), torch.maximum(to, otherTo));
    }

    private static Tensor side(Tensor from, Tensor to) {
        return to.sub(from).clamp_min(new Scalar(LEAST_SIDE));
    }

    private record Corners(Tensor x1, Tensor y1, Tensor x2, Tensor y2) {
        static Corners of(Tensor boxes) {
            TensorVector columns = boxes.unbind(1);
            return new Corners(columns.get(0), columns.get(1), columns.get(2), columns.get(3));
        }

        Tensor area() {
            return side(x1, x2).mul(side(y1, y2));
        }
    }
}
