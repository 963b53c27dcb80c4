package org.huale.torch.ops;

import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;

/**
 * A fully connected layer by {@link OneDnn}. Sums are taken in another order than {@code torch.linear}'s, so values differ
 * by rounding. On two cores, with OpenBLAS beside it, 150 rows of 12,544 numbers took 1.8 times as long that way, 600 rows
 * 1.2 times.
 */
public final class PackedLinear {

    private PackedLinear() {}

    /** A [out, in] weight as oneDNN wants it; an opaque tensor, for {@link #of} alone. */
    public static Tensor packed(Tensor weight) {
        return OneDnn.call("_reorder_linear_weight", new IValue(weight), new IValue());
    }

    /**
     * [N, in] to [N, out].
     *
     * @param packed of {@link #packed}
     * @param bias [out]
     */
    public static Tensor of(Tensor input, Tensor packed, Tensor bias) {
        return OneDnn.call(
                "_linear_pointwise",
                new IValue(input),
                new IValue(packed),
                new IValue(bias),
                new IValue(Fused.NONE.attribute()),
                Fused.NONE.bounds(),
                new IValue());
    }
}
