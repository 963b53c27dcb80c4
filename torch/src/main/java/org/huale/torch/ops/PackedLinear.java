package org.huale.torch.ops;

import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.FunctionSchema;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A fully connected layer by oneDNN, whose weight was laid out in advance. {@code torch.linear} leaves it to the library for
 * matrix products, which lays the weight out anew in every call, and whose threads are others than OpenMP's and take the
 * cores from them. On two cores, with OpenBLAS as that library, 150 rows of 12,544 numbers took 1.8 times as long that way,
 * 600 rows 1.2 times. Sums are taken in another order, so values differ by rounding. Has no gradient.
 */
public final class PackedLinear {
    private PackedLinear() {}

    /** Whether it computes a layer of this input: where no gradient is recorded, for float32 on the CPU that is not empty, and
     * where libtorch was built with oneDNN. */
    public static boolean serves(Tensor input) {
        return !GradMode.is_enabled()
                && input.is_cpu()
                && input.scalar_type().intern() == torch.ScalarType.Float
                && input.numel() > 0
                && torch.hasMKLDNN();
    }

    /** A [out, in] weight as oneDNN wants it; an opaque tensor, for {@link #of} alone. */
    public static Tensor packed(Tensor weight) {
        return Operators.LAYOUT.of(weight);
    }

    /**
     * [N, in] to [N, out].
     *
     * @param packed of {@link #packed}
     * @param bias [out]
     */
    public static Tensor of(Tensor input, Tensor packed, Tensor bias) {
        return Operators.LAYER.of(input, packed, bias);
    }

    /** An empty list of the type that the operator asks for, which only a signature can name. */
    private static GenericList noScalars() {
        FunctionSchema signature = torch.parseSchema("f(Scalar?[] values) -> ()");
        return new GenericList(signature.arguments().type().get().containedType(0));
    }

    /** Looked up when they are first called: not every build of libtorch has them. */
    private static final class Operators {
        static final Operator LAYOUT = new Operator("_reorder_linear_weight", new IValue(), new IValue());
        static final Operator LAYER = new Operator(
                "_linear_pointwise",
                new IValue(),
                new IValue(),
                new IValue(),
                new IValue("none"), // no activation
                new IValue(noScalars()),
                new IValue());
    }

    /** An operator that has no function of its own in libtorch's C++, only a name, with what it is told in every call: lists made for
     * one call would stay in memory after it. */
    private static final class Operator {
        private final OperatorHandle handle;
        private final IValueVector told;

        Operator(String name, IValue... told) {
            handle = Dispatcher.singleton().findSchemaOrThrow("mkldnn::" + name, "");
            this.told = new IValueVector(told);
            handle.retainReference(); // outlives the scope that the class is first used in
            this.told.retainReference();
        }

        /** @param first in the place of the first values that it is told */
        Tensor of(Tensor... first) {
            IValueVector stack = new IValueVector().put(told);
            for (int i = 0; i < first.length; i++) {
                stack.put(i, new IValue(first[i]));
            }
            handle.callBoxed(stack);
            return new Tensor(stack.get(0).toTensor()); // the one within the stack ends with it
        }
    }
}
