package org.huale.onnx.damaged;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.huale.onnx.graph.ElementType;
import org.huale.onnx.graph.GraphBuilder;
import org.huale.onnx.graph.GraphTensor;
import org.huale.onnx.graph.NodeAttribute;
import org.huale.onnx.graph.OnnxModel;

/** Models in the form of YOLO that are whole and ask for what cannot be. */
record AbsurdModels(Path folder) {
    private static final long HUGE = 1L << 50;
    private static final float[] ROWS = new float[5 * 84];

    List<Path> written() {
        return List.of(
                model("huge-weights", graph -> weights(graph, HUGE, 5, 84)),
                model("weights-beyond-numbers", graph -> weights(graph, 1L << 40, 1L << 40, 84)),
                model("negative-weights", graph -> weights(graph, -1, 5, 84)),
                model("fewer-weights-than-said", graph -> weights(graph, 1, 6, 84)),
                model("no-such-value", graph -> "nowhere"),
                model("no-such-operator", graph -> graph.node("Nonsense", List.of(rows(graph)))),
                model("operator-of-others", graph -> graph.node("others::Nms", List.of(rows(graph)))),
                model("repeated-without-end", graph -> times(graph, "Tile", HUGE, 1, 1)),
                model("negative-repeats", graph -> times(graph, "Tile", -1, 1, 1)),
                model("huge-expansion", graph -> times(graph, "Expand", HUGE, 5, 84)),
                model("impossible-shape", graph -> times(graph, "Reshape", 7, 11, 13)),
                model("filled-without-end", AbsurdModels::filled),
                model("negative-kernel", AbsurdModels::negativeKernel),
                model("circle", AbsurdModels::circle));
    }

    private Path model(String name, Function<GraphBuilder, String> output) {
        GraphBuilder graph = new GraphBuilder("absurd");
        graph.input("images", ElementType.FLOAT, 1, 3, 64, 64);
        graph.named("output0", "Identity", List.of(output.apply(graph)));
        graph.output("output0", ElementType.FLOAT, 1, 5, 84);
        Path file = folder.resolve(name + ".onnx");
        new OnnxModel(graph, 17, Map.of("names", "['a']")).write(file);
        return file;
    }

    private static String rows(GraphBuilder graph) {
        return graph.weights("rows", GraphTensor.floats(new long[] {1, 5, 84}, ROWS));
    }

    private static String weights(GraphBuilder graph, long... shape) {
        byte[] data = GraphTensor.floats(new long[] {ROWS.length}, ROWS).data();
        return graph.weights("rows", new GraphTensor(ElementType.FLOAT, shape, data));
    }

    private static String times(GraphBuilder graph, String operator, long... sides) {
        String numbers = graph.constant(GraphTensor.longs(new long[] {sides.length}, sides));
        return graph.node(operator, List.of(rows(graph), numbers));
    }

    private static String filled(GraphBuilder graph) {
        String shape = graph.constant(GraphTensor.longs(new long[] {3}, HUGE, HUGE, HUGE));
        return graph.node("ConstantOfShape", List.of(shape));
    }

    private static String negativeKernel(GraphBuilder graph) {
        return graph.node("MaxPool", List.of("images"), NodeAttribute.numbers("kernel_shape", -3, -3));
    }

    /** Of two nodes, each of which waits for the other. */
    private static String circle(GraphBuilder graph) {
        graph.named("one", "Identity", List.of("other"));
        return graph.named("other", "Identity", List.of("one"));
    }
}
