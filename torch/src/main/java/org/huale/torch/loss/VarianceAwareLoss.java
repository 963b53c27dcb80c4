package org.huale.torch.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.huale.torch.ops.BoxLosses;

/**
 * The loss of box sides whose variance is predicted with them: l / (2 s) + log(s) / 2, l the smooth L1 distance of a side and
 * s its variance. Source: Nguyen et al., IEEE BigData 2023, after He et al., CVPR 2019.
 *
 * <p>It is least at s = l, with (1 + log l) / 2, which is negative where l is small: the total loss of a training may be, too.
 * As log(s) is kept within plus and minus {@link #MOST}, a side adds at least -3.5. As l is smooth L1 and not a square, s is a
 * true variance only up to the shape of that loss; it orders boxes by how far their sides are off.
 *
 * <p>The gradient by l is 1 / (2 s), so that boxes which are nearly right pull harder the surer they are, and in a long
 * training outweigh the classes. Multiplied by s^power, s here without gradient, the loss pulls a box with s^(power - 1) / 2:
 * with power 1 as smooth L1 does, while s is still learned. Source: Seitzer et al., <i>On the Pitfalls of Heteroscedastic
 * Uncertainty Estimation with Probabilistic Neural Networks</i>, ICLR 2022, whose beta is the power.
 *
 * @param power in [0, 1]; 0 for the formula of the article
 */
public record VarianceAwareLoss(double power) {
    /**
     * Factor of a side's offset relative to its region, that of torchvision's deltas of centres. Moving or widening a box a
     * little moves two sides, so that the squares over four sides add up to twice those over four deltas: with variance 1 the
     * loss is, near the target, as large as smooth L1 of the deltas.
     */
    public static final double SIDE_WEIGHT = 10;

    /** Log-variances are kept within plus and minus this. */
    public static final double MOST = 7;

    public VarianceAwareLoss {
        requirePower(power);
    }

    static void requirePower(double power) {
        if (!(power >= 0 && power <= 1)) {
            throw new IllegalArgumentException("power must be in [0, 1], got " + power);
        }
    }

    /**
     * The loss of each box, summed over its sides.
     *
     * @param predicted [P, 4] relative to the region
     * @param target [P, 4] likewise
     * @param logVariances [P, 4] of left, top, right and bottom, in units of the weighted offset
     * @return [P]
     */
    public Tensor perBox(Tensor predicted, Tensor target, Tensor logVariances) {
        Scalar weight = new Scalar(SIDE_WEIGHT);
        return of(BoxLosses.smoothL1(predicted.mul(weight), target.mul(weight)), logVariances)
                .sum(1);
    }

    /** The formula for distances of any shape. */
    Tensor of(Tensor distances, Tensor logVariances) {
        Tensor loss = logVariances.neg().exp().mul(distances).add(logVariances).mul(new Scalar(0.5));
        return power == 0
                ? loss
                : loss.mul(logVariances.detach().mul(new Scalar(power)).exp());
    }
}
