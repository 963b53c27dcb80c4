package org.huale.torch.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.huale.torch.ops.GeneralizedIou;

/**
 * Emphasis IoU: f(g) = (1 + g)^gamma (1 - g) of a pair's generalized IoU g, which weighs pairs that already overlap well more
 * than 1 - g does. Source: Nguyen et al., IEEE BigData 2023, after the harmonic IoU of Wang and Zhang, ICCV 2021, where g is
 * the plain IoU.
 *
 * <p>f falls as g rises only where g is at least (gamma - 1) / (gamma + 1), which is -0.11 at gamma 0.8: boxes further
 * apart are pushed away from each other, and boxes infinitely far apart cost nothing. {@link Variant#SAFE} goes on from
 * g = 0 in a straight line instead.
 *
 * @param gamma in (0, 1); at 1 the slope at g = 0 would vanish
 */
public record EmphasisIouLoss(Variant variant, double gamma) {
    private static final double LEAST_BASE = 1e-6; // keeps the gradient finite at g = -1

    /** What is done where boxes hardly touch. */
    public enum Variant {
        /** No such loss. */
        OFF,
        /** The formula, with 1 + g at least 1e-6; in [0, 1.0112] at gamma 0.8. */
        LITERAL,
        /** The formula for g from 0 on, below 1 + (gamma - 1) g: smooth at 0, never rising with g, in [0, 2 - gamma]. */
        SAFE
    }

    public EmphasisIouLoss {
        requireGamma(gamma);
        if (variant == Variant.OFF) {
            throw new IllegalArgumentException("a loss that is off has no value");
        }
    }

    static void requireGamma(double gamma) {
        if (!(gamma > 0 && gamma < 1)) {
            throw new IllegalArgumentException("gamma must be in (0, 1), got " + gamma);
        }
    }

    /** The loss of each pair of [P, 4] boxes, xyxy in any unit, as [P]; gradients are finite for finite boxes. */
    public Tensor perPair(Tensor predicted, Tensor target) {
        return of(GeneralizedIou.paired(predicted, target));
    }

    /** f of each number. */
    Tensor of(Tensor giou) {
        if (variant == Variant.LITERAL) {
            return formula(giou, giou.add(new Scalar(1)).clamp_min(new Scalar(LEAST_BASE)));
        }
        Tensor overlapping = giou.clamp_min(new Scalar(0.0));
        Tensor apart = giou.sub(overlapping);
        return formula(overlapping, overlapping.add(new Scalar(1))).add(apart.mul(new Scalar(gamma - 1)));
    }

    private Tensor formula(Tensor giou, Tensor base) {
        return base.pow(new Scalar(gamma)).mul(giou.neg().add(new Scalar(1)));
    }

    /** f of one number in [-1, 1]. */
    public double of(double giou) {
        if (variant == Variant.SAFE && giou < 0) {
            return 1 + (gamma - 1) * giou;
        }
        return Math.pow(Math.max(1 + giou, LEAST_BASE), gamma) * (1 - giou);
    }
}
