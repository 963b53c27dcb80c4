package org.huale.torch.ops;

import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;

/**
 * A two-dimensional convolution without dilation by {@link OneDnn}, with what follows it in the same pass over memory.
 * Values differ from {@code torch.conv2d}'s by rounding.
 *
 * @param padding zeros on each of the four sides
 */
public record PackedConvolution(int stride, int padding, int groups, Fused next) {

    /** A [out, in / groups, k, k] weight as oneDNN wants it; an opaque tensor, for {@link #of} alone. */
    public Tensor packed(Tensor weight) {
        return OneDnn.call(
                "_reorder_convolution_weight",
                new IValue(weight),
                both(padding),
                both(stride),
                both(1),
                new IValue((long) groups),
                new IValue());
    }

    /**
     * [B, C, H, W], channels last, to [B, out, H', W'], channels last.
     *
     * @param packed of {@link #packed}
     * @param bias [out]
     */
    public Tensor of(Tensor input, Tensor packed, Tensor bias) {
        return OneDnn.call(
                "_convolution_pointwise",
                new IValue(input),
                new IValue(packed),
                new IValue(bias),
                both(padding),
                both(stride),
                both(1),
                new IValue((long) groups),
                new IValue(next.attribute()),
                next.bounds(),
                new IValue());
    }

    private static IValue both(long value) {
        return OneDnn.integers(value, value);
    }
}
