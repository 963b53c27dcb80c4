package org.huale.export;

import java.util.LinkedHashMap;
import java.util.Map;
import org.huale.problem.HualeException;
import org.huale.weights.StateDict;
import org.huale.weights.TensorData;

/** Weights in half the bytes: those of layers, whose biases stay as they are. */
final class HalfWeights {
    private static final float LARGEST = 65504;

    private HalfWeights() {}

    static StateDict of(StateDict weights) {
        Map<String, TensorData> halves = new LinkedHashMap<>(weights.tensors());
        halves.replaceAll((name, data) -> isOfLayer(data) ? of(data) : data);
        return new StateDict(halves, weights.metadata());
    }

    /** Whether it is stored so: whatever has more than one axis. */
    static boolean isOfLayer(TensorData data) {
        return data.shape().length > 1;
    }

    /** @throws HualeException where a number is too large */
    static TensorData of(TensorData data) {
        for (float value : data.toFloats()) {
            if (!(Math.abs(value) <= LARGEST)) {
                throw new HualeException(
                        "--precision fp16: a weight is " + value + ", and fp16 reaches to " + LARGEST + "; use fp32");
            }
        }
        return data.toHalf();
    }
}
