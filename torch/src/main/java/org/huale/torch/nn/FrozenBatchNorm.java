package org.huale.torch.nn;

import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Batch normalisation with fixed statistics and an affine part that is fixed too, or trains: {@code scale * x + shift}, with {@code scale = weight /
 * sqrt(running_var + epsilon)} and {@code shift = bias - running_mean * scale}. Starts as (nearly) the identity; a network
 * with random weights takes its statistics from a few images instead, see {@link ParameterStore#calibrate}.
 */
final class FrozenBatchNorm {
    private static final double LEAST_VARIANCE = 0.01; // of the mean variance: a dead channel must not be blown up

    private final ParameterStore store;
    private final Tensor weight;
    private final Tensor bias;
    private final Tensor mean;
    private final Tensor variance;
    private final Derived scale;
    private final Derived shift;
    private final double epsilon;

    /** @param trained whether weight and bias are parameters, or buffers as in torchvision's FrozenBatchNorm2d */
    record Options(double epsilon, boolean trained) {}

    FrozenBatchNorm(ParameterStore.Scope scope, int channels, Options options) {
        store = scope.store();
        epsilon = options.epsilon();
        weight = options.trained()
                ? scope.parameter("weight", Initializer.constant(1), channels)
                : scope.buffer("weight", 1, channels);
        bias = options.trained()
                ? scope.parameter("bias", Initializer.constant(0), channels)
                : scope.buffer("bias", 0, channels);
        mean = scope.buffer("running_mean", 0, channels);
        variance = scope.buffer("running_var", 1, channels);
        scope.counter("num_batches_tracked"); // BatchNorm2d demands it of a state dict, FrozenBatchNorm2d drops it
        scale = store.derive(this::computedScale, weight, variance);
        shift = store.derive(this::computedShift, bias, mean, weight, variance);
    }

    /** Whether the network is calibrating: then a layer shows its convolution's output to {@link #measure} first. */
    boolean isCalibrating() {
        return store.isCalibrating();
    }

    /** Takes mean and variance of each channel of [B, C, H, W] as its own. */
    void measure(Tensor maps) {
        long[] all = {0, 2, 3};
        Tensor measured = maps.var(all, false);
        Tensor least = measured.mean().mul(new Scalar(LEAST_VARIANCE));
        variance.copy_(torch.maximum(measured, least));
        mean.copy_(maps.mean(all));
    }

    /** [C, 1, 1, 1], to multiply a convolution's weight with; with a gradient where the affine part trains. */
    Tensor scale() {
        return recorded() ? computedScale() : scale.get();
    }

    /** [C]; with a gradient where the affine part trains. */
    Tensor shift() {
        return recorded() ? computedShift() : shift.get();
    }

    /** The weight of the convolution before this norm, times the scale. */
    Derived foldedInto(Tensor convolution) {
        return store.derive(() -> convolution.mul(scale.get()), convolution, weight, variance);
    }

    private boolean recorded() {
        return GradMode.is_enabled() && weight.requires_grad();
    }

    private Tensor computedScale() {
        return weight.mul(variance.add(new Scalar(epsilon)).rsqrt()).view(-1, 1, 1, 1);
    }

    private Tensor computedShift() {
        return bias.sub(mean.mul(scale().view(-1)));
    }
}
