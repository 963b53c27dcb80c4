package org.huale.onnx.runtime;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huale.detect.provider.DetectorSource;
import org.huale.onnx.file.ModelFile;
import org.huale.onnx.graph.ElementType;
import org.huale.onnx.graph.GraphBuilder;
import org.huale.onnx.graph.GraphTensor;
import org.huale.onnx.graph.NodeAttribute;
import org.huale.onnx.graph.OnnxFields.Entry;
import org.huale.onnx.graph.OnnxFields.Graph;
import org.huale.onnx.graph.OnnxFields.Model;
import org.huale.onnx.graph.OnnxFields.Tensor;
import org.huale.onnx.graph.OnnxModel;
import org.huale.onnx.graph.ProtoMessage;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxSessionTest {
    private static final DetectorSource.Place CPU = new DetectorSource.Place("cpu", 1);

    @TempDir
    private Path folder;

    @Test
    void graphsThatWereWrittenCompute() {
        GraphBuilder graph = new GraphBuilder("g");
        graph.input("x", ElementType.FLOAT, 1, 1, 2, 2);
        String kernel = graph.weights("kernel", GraphTensor.floats(new long[] {1, 1, 2, 2}, 1, 2, 3, 4));
        String sum = graph.node("Conv", List.of("x", kernel), NodeAttribute.numbers("pads", 0, 0, 1, 1));
        String leaky = graph.node("LeakyRelu", List.of(sum), NodeAttribute.real("alpha", 0.5f));
        String half =
                graph.node("Constant", List.of(), NodeAttribute.tensor("value", GraphTensor.floats(new long[0], 0.5f)));
        graph.named("y", "Mul", List.of(leaky, half));
        graph.output("y", ElementType.FLOAT, 1, 1, 2, 2);
        assertThat(run(graph, new float[] {1, 1, 1, -9}, "y"))
                .containsExactly((1 + 2 + 3 - 36) / 4f, (1 - 27) / 4f, (1 - 18) / 4f, -9 / 4f);
    }

    @Test
    void graphsWithinNodesCompute() {
        GraphBuilder graph = new GraphBuilder("g");
        graph.input("x", ElementType.FLOAT, 2);
        String first = graph.node(
                "Gather",
                List.of("x", graph.constant(GraphTensor.longs(new long[0], 0))),
                NodeAttribute.number("axis", 0));
        String positive = graph.node("Greater", List.of(first, graph.constant(GraphTensor.floats(new long[0], 0))));
        graph.named(
                "y",
                "If",
                List.of(positive),
                NodeAttribute.graph("then_branch", branch("Neg")),
                NodeAttribute.graph("else_branch", branch("Abs")));
        graph.output("y", ElementType.FLOAT, 2);
        assertThat(run(graph, new float[] {1, -2}, "y")).containsExactly(-1, 2);
        assertThat(run(graph, new float[] {-1, -2}, "y")).containsExactly(1, 2);
    }

    private static GraphBuilder branch(String operator) {
        GraphBuilder branch = new GraphBuilder(operator);
        branch.output(branch.node(operator, List.of("x")), ElementType.FLOAT, 2);
        return branch;
    }

    @Test
    void innerValuesCanBeAskedFor() {
        GraphBuilder graph = new GraphBuilder("g");
        graph.input("x", ElementType.FLOAT, 2);
        String inner = graph.named("inner", "Neg", List.of("x"));
        graph.named("y", "Abs", List.of(inner));
        graph.output("y", ElementType.FLOAT, 2);
        assertThat(run(graph, new float[] {1, -2}, "inner")).containsExactly(-1, 2);
    }

    @Test
    void numbersOfAllKindsGoInAndComeOut() {
        for (ElementType type : List.of(
                ElementType.FLOAT16, ElementType.DOUBLE, ElementType.UINT8, ElementType.INT32, ElementType.INT64)) {
            assertThat(run(single("Identity", type), new float[] {3, 200}, "y"))
                    .as(type.name())
                    .containsExactly(3, 200);
        }
    }

    @Test
    void truthsGoInAndComeOut() {
        assertThat(run(single("Identity", ElementType.BOOL), new float[] {0, 1}, "y"))
                .containsExactly(0, 1);
        assertThat(run(single("Not", ElementType.BOOL), new float[] {0, 1}, "y"))
                .containsExactly(1, 0);
    }

    @Test
    void kindsThatAreNoNumbersAreToldWithFileAndValue() {
        assertThatThrownBy(() -> run(single("Identity", ElementType.STRING), new float[2], "y"))
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll("g.onnx: the input x cannot be filled", "it takes string", "uint8, int32");
        GraphBuilder text = new GraphBuilder("g");
        text.input("x", ElementType.FLOAT, 2);
        text.named("y", "Cast", List.of("x"), NodeAttribute.number("to", ElementType.STRING.number()));
        text.output("y", ElementType.STRING, 2);
        assertThatThrownBy(() -> run(text, new float[2], "y"))
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll("g.onnx: the value y cannot be read", "it holds string");
    }

    @Test
    void weightsBesideTheModelAreRead() throws IOException {
        ByteBuffer weights = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        weights.putFloat(0).putFloat(5).putFloat(7);
        Files.write(folder.resolve("w.bin"), weights.array());
        Path file = folder.resolve("external.onnx");
        GraphBuilder graph = new GraphBuilder("g");
        graph.input("x", ElementType.FLOAT, 2);
        graph.named("y", "Add", List.of("x", "w"));
        graph.output("y", ElementType.FLOAT, 2);
        byte[] model = new OnnxModel(graph, 17, Map.of()).toBytes();
        byte[] more = new ProtoMessage()
                .message(Model.GRAPH, new ProtoMessage().message(Graph.INITIALIZER, external()))
                .toBytes();
        Files.write(
                file,
                ByteBuffer.allocate(model.length + more.length)
                        .put(model)
                        .put(more)
                        .array());
        assertThat(run(file, new float[] {1, 1}, "y")).containsExactly(6, 8);
    }

    private static ProtoMessage external() {
        return new ProtoMessage()
                .number(Tensor.DIMS, 2)
                .number(Tensor.DATA_TYPE, ElementType.FLOAT.number())
                .text(Tensor.NAME, "w")
                .message(Tensor.EXTERNAL_DATA, entry("location", "w.bin"))
                .message(Tensor.EXTERNAL_DATA, entry("offset", "4"))
                .message(Tensor.EXTERNAL_DATA, entry("length", "8"))
                .number(Tensor.DATA_LOCATION, 1);
    }

    private static ProtoMessage entry(String key, String value) {
        return new ProtoMessage().text(Entry.KEY, key).text(Entry.VALUE, value);
    }

    @Test
    void whatOnnxRuntimeRefusesIsToldWithTheFile() {
        GraphBuilder graph = single("NoSuchOperator", ElementType.FLOAT);
        assertThatThrownBy(() -> run(graph, new float[2], "y"))
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll("g.onnx", "ONNX Runtime cannot open it", "NoSuchOperator");
    }

    /** ONNX Runtime 1.28 has no cosine of 64-bit numbers. Where this fails, docs/onnx.md need not tell how to do without. */
    @Test
    void whatIsNotThereForAKindOfNumbersIsToldWithTheWayOut() {
        GraphBuilder graph = single("Cos", ElementType.DOUBLE);
        assertThatThrownBy(() -> run(graph, new float[2], "y"))
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll("g.onnx", "Cos", "constants folded", OnnxSession.version());
    }

    @Test
    void devicesThatAreNotThereAreRefused() {
        GraphBuilder graph = single("Neg", ElementType.FLOAT);
        ModelFile model = ModelFile.read(written(graph));
        assertThatThrownBy(() -> OnnxSession.open(model, Set.of(), new DetectorSource.Place("tpu", 1)))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("device must be cpu, cuda or cuda:n, got tpu");
    }

    /** From {@code x} to {@code y}, two numbers each. */
    private static GraphBuilder single(String operator, ElementType numbers) {
        GraphBuilder graph = new GraphBuilder("g");
        graph.input("x", numbers, 2);
        graph.named("y", operator, List.of("x"));
        graph.output("y", numbers, 2);
        return graph;
    }

    private Path written(GraphBuilder graph) {
        Path file = folder.resolve("g.onnx");
        new OnnxModel(graph, 17, Map.of()).write(file);
        return file;
    }

    private float[] run(GraphBuilder graph, float[] given, String asked) {
        return run(written(graph), given, asked);
    }

    private static float[] run(Path file, float[] given, String asked) {
        ModelFile model = ModelFile.read(file);
        int[] shape = model.summary().inputs().get(0).shape().stream()
                .mapToInt(Long::intValue)
                .toArray();
        try (OnnxSession session = OnnxSession.open(model, Set.of(asked), CPU)) {
            Map<String, org.huale.onnx.runtime.Tensor> inputs =
                    Map.of("x", new org.huale.onnx.runtime.Tensor(shape, given));
            return requireNonNull(session.run(inputs, Set.of(asked)).get(asked)).values();
        }
    }
}
