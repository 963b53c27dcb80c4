package org.huale.cli.run;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.huale.onnx.graph.ElementType;
import org.huale.onnx.graph.GraphBuilder;
import org.huale.onnx.graph.GraphTensor;
import org.huale.onnx.graph.NodeAttribute;
import org.huale.onnx.graph.OnnxModel;

/** ONNX models in the form of Ultralytics' networks that find one box of their first class in every image of 64 x 64. */
final class OneBoxModel {
    private static final int CELLS = 84;

    private OneBoxModel() {}

    /** @param classes that the file says it has */
    static Path write(Path file, String... classes) {
        String names = Arrays.stream(classes).map(it -> "'" + it + "'").collect(Collectors.joining(", ", "[", "]"));
        return write(file, classes.length, Map.of("names", names));
    }

    /** A file that does not say what its classes are called. */
    static Path nameless(Path file, int classes) {
        return write(file, classes, Map.of());
    }

    private static Path write(Path file, int classes, Map<String, String> metadata) {
        float[] rows = new float[(4 + classes) * CELLS];
        float[] box = {32, 32, 38, 38, 0.9f};
        for (int i = 0; i < box.length; i++) {
            rows[CELLS * i] = box[i];
        }
        GraphBuilder graph = new GraphBuilder("net");
        graph.input("images", ElementType.FLOAT, "batch", 3, 64, 64);
        String said = graph.weights("rows", GraphTensor.floats(new long[] {1, 4 + classes, CELLS}, rows));
        String sides = graph.node("Shape", List.of("images"));
        String first = graph.node("Gather", List.of(sides, graph.constant(GraphTensor.longs(new long[] {1}, 0))));
        String ones = graph.constant(GraphTensor.longs(new long[] {2}, 1, 1));
        String repeats = graph.node("Concat", List.of(first, ones), NodeAttribute.number("axis", 0));
        graph.named("output0", "Tile", List.of(said, repeats));
        graph.output("output0", ElementType.FLOAT, "batch", 4 + classes, CELLS);
        new OnnxModel(graph, 17, metadata).write(file);
        return file;
    }
}
