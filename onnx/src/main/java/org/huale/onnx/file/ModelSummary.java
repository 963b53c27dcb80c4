package org.huale.onnx.file;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a model says of itself.
 *
 * @param producer the program that wrote it, empty where it does not say
 * @param metadata words by key
 * @param inputs those that are given in every run: no weights
 * @param weights the shape of each tensor of weights, by name
 * @param operators the operators of its graph, those of other domains than ONNX's as {@code domain::Operator}
 * @param values the names of all inner values
 */
public record ModelSummary(
        String producer,
        Map<String, String> metadata,
        List<ModelValue> inputs,
        List<ModelValue> outputs,
        Map<String, List<Long>> weights,
        Set<String> operators,
        Set<String> values) {

    public Optional<ModelValue> input(String name) {
        return inputs.stream().filter(it -> it.name().equals(name)).findFirst();
    }

    public Optional<ModelValue> output(String name) {
        return outputs.stream().filter(it -> it.name().equals(name)).findFirst();
    }

    public boolean hasOutputs(String... names) {
        return List.of(names).stream().allMatch(it -> output(it).isPresent());
    }
}
