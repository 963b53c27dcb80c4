package org.huale.torch.nn;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Batch normalisation with fixed statistics and a fixed affine part: {@code scale * x + shift}, with {@code scale = weight /
 * sqrt(running_var + epsilon)} and {@code shift = bias - running_mean * scale}. Starts as (nearly) the identity.
 */
final class FrozenBatchNorm {
    private final ParameterStore store;
    private final Tensor weight;
    private final Tensor variance;
    private final Derived scale;
    private final Derived shift;

    FrozenBatchNorm(ParameterStore.Scope scope, int channels, double epsilon) {
        store = scope.store();
        weight = scope.buffer("weight", 1, channels);
        Tensor bias = scope.buffer("bias", 0, channels);
        Tensor mean = scope.buffer("running_mean", 0, channels);
        variance = scope.buffer("running_var", 1, channels);
        scope.counter("num_batches_tracked"); // BatchNorm2d demands it of a state dict, FrozenBatchNorm2d drops it
        scale = store.derive(
                () -> weight.mul(variance.add(new Scalar(epsilon)).rsqrt()).view(-1, 1, 1, 1), weight, variance);
        shift = store.derive(() -> bias.sub(mean.mul(scale.get().view(-1))), bias, mean, weight, variance);
    }

    /** [C, 1, 1, 1], to multiply a convolution's weight with. */
    Tensor scale() {
        return scale.get();
    }

    /** [C] */
    Tensor shift() {
        return shift.get();
    }

    /** The weight of the convolution before this norm, times the scale. */
    Derived foldedInto(Tensor convolution) {
        return store.derive(() -> convolution.mul(scale.get()), convolution, weight, variance);
    }
}
