package org.huale.torch.ops;

import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A fully connected layer by oneDNN, whose weight was laid out in advance. {@code torch.linear} has the library for matrix
 * products do it, which lays the weight out anew for every call and runs on threads of its own beside OpenMP's: with two
 * threads and OpenBLAS, 150 rows of 12,544 numbers took 1.8 times as long that way, 600 rows 1.2 times. Sums are taken in
 * another order, so values differ by rounding. Has no gradient.
 */
public final class PackedLinear {
    private static final String NO_ACTIVATION = "none";

    private PackedLinear() {}

    /** Whether this build of libtorch can, for an input where it lies and of its type: float32 on the CPU. */
    public static boolean serves(Tensor input) {
        return torch.hasMKLDNN() && input.device().is_cpu() && input.scalar_type().intern() == torch.ScalarType.Float;
    }

    /** A [out, in] weight as oneDNN wants it; an opaque tensor, for {@link #of} alone. */
    public static Tensor packed(Tensor weight) {
        return call("mkldnn::_reorder_linear_weight", new IValue(weight), new IValue());
    }

    /**
     * [N, in] to [N, out]; N may be 0.
     *
     * @param packed of {@link #packed}
     * @param bias [out]
     */
    public static Tensor of(Tensor input, Tensor packed, Tensor bias) {
        return call(
                "mkldnn::_linear_pointwise",
                new IValue(input),
                new IValue(packed),
                new IValue(bias),
                new IValue(NO_ACTIVATION),
                new IValue(noScalars()),
                new IValue());
    }

    /** The operators have no function of their own in libtorch's C++, only their names. */
    private static Tensor call(String name, IValue... arguments) {
        OperatorHandle operator = Dispatcher.singleton().findSchemaOrThrow(name, "");
        IValueVector stack = new IValueVector(arguments);
        operator.callBoxed(stack);
        return new Tensor(stack.get(0).toTensor()); // the one within the stack ends with it
    }

    /** An empty list of the type that the operator asks for; a signature is the one way to name a type. */
    private static GenericList noScalars() {
        return new GenericList(torch.parseSchema("f(Scalar?[] scalars) -> ()")
                .arguments()
                .type()
                .get()
                .containedType(0));
    }
}
