package org.huale.torch.ops;

import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.FunctionSchema;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * oneDNN's layers with weights that were laid out in advance. {@code torch.conv2d} lays a weight out anew for every call.
 * {@code torch.linear}, and {@code torch.conv2d} for small maps, leave it to the library for matrix products, whose threads
 * are others than OpenMP's and take the cores from them. No layer here has a gradient.
 */
public final class OneDnn {

    private OneDnn() {}

    /** Whether it computes a layer of this input: where no gradient is recorded, for float32 on the CPU that is not empty, and
     * where libtorch was built with it. */
    public static boolean serves(Tensor input) {
        return !GradMode.is_enabled()
                && input.device().is_cpu()
                && input.scalar_type().intern() == torch.ScalarType.Float
                && input.numel() > 0
                && torch.hasMKLDNN();
    }

    /** The operators have no function of their own in libtorch's C++, only their names. */
    static Tensor call(String operator, IValue... arguments) {
        IValueVector stack = new IValueVector(arguments);
        Dispatcher.singleton().findSchemaOrThrow("mkldnn::" + operator, "").callBoxed(stack);
        return new Tensor(stack.get(0).toTensor()); // the one within the stack ends with it
    }

    static IValue scalars(double... values) {
        GenericList list = emptyList("Scalar?");
        for (double value : values) {
            list.push_back(new IValue(new Scalar(value)));
        }
        return new IValue(list);
    }

    static IValue integers(long... values) {
        GenericList list = emptyList("int");
        for (long value : values) {
            list.push_back(new IValue(value));
        }
        return new IValue(list);
    }

    /** Types can only be named in a signature. */
    private static GenericList emptyList(String type) {
        FunctionSchema signature = torch.parseSchema("f(" + type + "[] values) -> ()");
        return new GenericList(signature.arguments().type().get().containedType(0));
    }
}
