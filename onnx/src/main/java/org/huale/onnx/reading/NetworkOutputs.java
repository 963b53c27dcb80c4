package org.huale.onnx.reading;

import java.util.Map;
import org.huale.onnx.input.Placement;
import org.huale.onnx.runtime.Tensor;
import org.huale.problem.HualeException;

/**
 * What a network gave for one image of a batch.
 *
 * @param tensors all values that were asked for, of the whole batch
 * @param image its number in the batch
 * @param placement where the image lies in the network's input
 */
public record NetworkOutputs(Map<String, Tensor> tensors, int image, Placement placement) {

    public Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new HualeException("the network gave no value " + name + ", only " + tensors.keySet());
        }
        return tensor;
    }
}
