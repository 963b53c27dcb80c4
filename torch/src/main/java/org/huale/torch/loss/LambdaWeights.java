package org.huale.torch.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.huale.torch.nn.Initializer;
import org.huale.torch.nn.ParameterStore;
import org.jspecify.annotations.Nullable;

/**
 * The weights of the two terms of localization. Learned ones follow Kendall et al., CVPR 2018: exp(-s) / 2 for each term, and
 * s / 2 added for each, beginning at 1/2 and 1/2. s is kept in [-2, 2], since a term may be negative, which would drive its
 * weight up without end.
 */
final class LambdaWeights {
    private static final double MOST = 2;

    private final LossOptions.Lambda options;
    private final @Nullable Tensor learned; // [2]: s of Emphasis IoU, s of the other term

    LambdaWeights(LossOptions.Lambda options, ParameterStore state) {
        this.options = options;
        this.learned = options.schedule() == LossOptions.Lambda.Schedule.LEARNED
                ? state.at("lambda").parameter("logVariances", Initializer.constant(0), 2)
                : null;
    }

    /**
     * Scalars.
     *
     * @param emphasisIou weight of the term on whole boxes
     * @param regression weight of the other term
     * @param penalty added to the loss
     */
    record Weights(Tensor emphasisIou, Tensor regression, Tensor penalty) {}

    /** The weights at a moment, where {@code like} is. */
    Weights at(Moment moment, Tensor like) {
        if (learned != null) {
            return learned(learned);
        }
        double share = options.schedule() == LossOptions.Lambda.Schedule.LINEAR
                ? options.first() + moment.progress() * (options.last() - options.first())
                : options.first();
        return fixed(share, like);
    }

    /** All weight on the term that is not Emphasis IoU. */
    static Weights regressionAlone(Tensor like) {
        return fixed(0, like);
    }

    private static Weights fixed(double share, Tensor like) {
        return new Weights(scalar(share, like), scalar(1 - share, like), scalar(0, like));
    }

    private static Weights learned(Tensor logVariances) {
        Tensor kept = logVariances.clamp_min(new Scalar(-MOST)).clamp_max(new Scalar(MOST));
        Tensor weights = kept.neg().exp().mul(new Scalar(0.5));
        return new Weights(
                weights.select(0, 0), weights.select(0, 1), kept.sum().mul(new Scalar(0.5)));
    }

    private static Tensor scalar(double value, Tensor like) {
        return torch.full_like(like.detach(), new Scalar(value));
    }
}
