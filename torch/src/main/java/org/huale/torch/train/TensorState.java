package org.huale.torch.train;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.huale.problem.HualeException;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.weights.StateDict;
import org.huale.weights.TensorData;

/** Named float32 tensors to plain data and back, bit for bit. */
final class TensorState {

    private TensorState() {}

    /** Copies of the tensors, each name with the prefix before it. */
    static Map<String, TensorData> copyOf(Map<String, Tensor> tensors, String prefix) {
        return TensorScope.get(() -> {
            Map<String, TensorData> copies = new LinkedHashMap<>();
            tensors.forEach((name, it) -> copies.put(prefix + name, TensorData.of(Tensors.toFloats(it), it.shape())));
            return copies;
        });
    }

    /** Overwrites the tensors with what stands under the prefix and their names. */
    static void restore(Map<String, Tensor> tensors, StateDict state, String prefix) {
        TensorScope.runWithoutGradient(() -> {
            tensors.forEach((name, tensor) -> copy(state.get(prefix + name), tensor, name));
        });
    }

    private static void copy(TensorData from, Tensor to, String name) {
        if (!Arrays.equals(from.shape(), to.shape())) {
            throw new HualeException("the saved tensor " + name + " has shape "
                    + Arrays.toString(from.shape()) + ", the network's has "
                    + Arrays.toString(to.shape()));
        }
        to.copy_(Tensors.of(from.toFloats(), from.shape()));
    }
}
