package org.huale.onnx;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.huale.onnx.graph.ElementType;
import org.huale.onnx.graph.GraphBuilder;
import org.huale.onnx.graph.GraphTensor;
import org.huale.onnx.graph.OnnxModel;

/** A network that says what it was told to say, whatever image it is given. */
final class TruthNetwork {
    private final GraphBuilder graph = new GraphBuilder("truth");
    private int made;

    TruthNetwork input(String name, ElementType type, Object... shape) {
        graph.input(name, type, shape);
        return this;
    }

    TruthNetwork images(Object... shape) {
        return input("images", ElementType.FLOAT, shape);
    }

    TruthNetwork floats(String name, long[] shape, float... values) {
        return output(name, ElementType.FLOAT, GraphTensor.floats(shape, values));
    }

    TruthNetwork longs(String name, long[] shape, long... values) {
        return output(name, ElementType.INT64, GraphTensor.longs(shape, values));
    }

    /** A value that is no output. */
    TruthNetwork hidden(String name, long[] shape, float... values) {
        graph.named(name, "Identity", List.of(graph.weights("w" + made++, GraphTensor.floats(shape, values))));
        return this;
    }

    private TruthNetwork output(String name, ElementType type, GraphTensor values) {
        String constant = graph.weights("w" + made++, values);
        graph.named(name, "Identity", List.of(constant));
        Object[] shape = Arrays.stream(values.shape()).boxed().toArray();
        graph.output(name, type, shape);
        return this;
    }

    Path write(Path file, Map<String, String> metadata) {
        new OnnxModel(graph, 17, metadata).write(file);
        return file;
    }

    Path write(Path file) {
        return write(file, Map.of());
    }
}
