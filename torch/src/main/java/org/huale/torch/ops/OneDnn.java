package org.huale.torch.ops;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
    private static final Map<Numbers, IValue> LISTS = new ConcurrentHashMap<>();

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

    /** Numbers of the type {@code Scalar?} or {@code int}, for every call from now on. A list made for one call would stay in memory after it. */
    private record Numbers(String type, List<? extends Number> values) {}

    static IValue scalars(Double... values) {
        return list(new Numbers("Scalar?", List.of(values)));
    }

    static IValue integers(Long... values) {
        return list(new Numbers("int", List.of(values)));
    }

    private static IValue list(Numbers numbers) {
        return LISTS.computeIfAbsent(numbers, OneDnn::made);
    }

    /** Outlives the scope that it is made in. */
    private static IValue made(Numbers numbers) {
        FunctionSchema signature = torch.parseSchema("f(" + numbers.type() + "[] values) -> ()"); // names the type
        GenericList list = new GenericList(signature.arguments().type().get().containedType(0));
        for (Number value : numbers.values()) {
            list.push_back(
                    value instanceof Double scalar ? new IValue(new Scalar(scalar)) : new IValue(value.longValue()));
        }
        IValue made = new IValue(list);
        made.retainReference();
        return made;
    }
}
