package org.huale.weights;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.huale.problem.HualeException;

/**
 * Named tensors in a fixed order, as a PyTorch module's {@code state_dict()}. Immutable.
 *
 * @param tensors by parameter name, in the order of the file or of insertion
 * @param metadata words about the weights, such as the class names; empty where the file has none
 */
public record StateDict(Map<String, TensorData> tensors, Map<String, String> metadata) {

    public StateDict {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    public static StateDict of(Map<String, TensorData> tensors) {
        return new StateDict(tensors, Map.of());
    }

    public StateDict withMetadata(Map<String, String> words) {
        return new StateDict(tensors, words);
    }

    public Set<String> names() {
        return tensors.keySet();
    }

    public boolean contains(String name) {
        return tensors.containsKey(name);
    }

    /** @throws HualeException where no tensor has this name */
    public TensorData get(String name) {
        TensorData tensor = tensors.get(name);
        if (tensor == null) {
            throw new HualeException("the weights hold no tensor " + name + "; they hold " + tensors.size()
                    + tensors.keySet().stream().limit(3).toList());
        }
        return tensor;
    }
}
