package org.huale.onnx.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.huale.laws.LawSeeds;
import org.huale.onnx.OnnxProvider;
import org.huale.onnx.graph.ElementType;
import org.huale.onnx.graph.GraphBuilder;
import org.huale.onnx.graph.GraphTensor;
import org.huale.onnx.graph.OnnxFields.Entry;
import org.huale.onnx.graph.OnnxFields.Graph;
import org.huale.onnx.graph.OnnxFields.Model;
import org.huale.onnx.graph.OnnxFields.Node;
import org.huale.onnx.graph.OnnxFields.Tensor;
import org.huale.onnx.graph.OnnxFields.Training;
import org.huale.onnx.graph.OnnxModel;
import org.huale.onnx.graph.ProtoMessage;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
    private static final int UPDATE_BINDING = 4; // of TrainingInfoProto, which nothing reads

    @TempDir
    private Path outer;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(outer.resolve("models"));
    }

    @Test
    void saysWhatWasWritten() {
        ModelSummary model = ModelFile.read(small()).summary();
        assertThat(model.producer()).isEqualTo("HUALE");
        assertThat(model.metadata()).isEqualTo(Map.of("names", "{0: 'a'}"));
        assertThat(model.inputs()).hasToString("[images: float [?, 3, 8, ?]]");
        assertThat(model.outputs()).hasToString("[found: float [1, 2]]");
        assertThat(model.weights()).isEqualTo(Map.of("small.0", List.of(2L, 2L)));
        assertThat(model.operators()).containsExactly("MatMul", "Relu");
        assertThat(model.values()).containsExactlyInAnyOrder("small.1", "found");
    }

    private Path small() {
        GraphBuilder graph = new GraphBuilder("small");
        graph.input("images", ElementType.FLOAT, "batch", 3, 8, "width");
        String weights = graph.constant(GraphTensor.floats(new long[] {2, 2}, 1, 2, 3, 4));
        graph.named("found", "Relu", List.of(graph.node("MatMul", List.of("images", weights))));
        graph.output("found", ElementType.FLOAT, 1, 2);
        Path file = folder.resolve("small.onnx");
        new OnnxModel(graph, 17, Map.of("names", "{0: 'a'}")).write(file);
        return file;
    }

    @Test
    void whatIsNoModelIsRefusedByName() throws IOException {
        Path text = Files.writeString(folder.resolve("text.onnx"), "Dear reader, this is a letter.");
        refused(text, "not an ONNX model");
        refused(Files.write(folder.resolve("empty.onnx"), new byte[0]), "no graph");
        refused(folder.resolve("missing.onnx"), "does not exist");
        refused(folder, "it is a folder, not a file");
    }

    @Test
    void aCutFileIsRefusedWhereverItWasCut() throws IOException {
        byte[] whole = Files.readAllBytes(small());
        Path cut = folder.resolve("cut.onnx");
        for (int length = 0; length < whole.length; length++) {
            Files.write(cut, Arrays.copyOf(whole, length));
            try {
                ModelFile.read(cut); // cut between two fields, after the graph
            } catch (HualeException e) {
                assertThat(e).hasMessageContaining("cut.onnx");
            }
        }
        refused(Files.write(cut, Arrays.copyOf(whole, 60)), "whose end is missing");
    }

    @Test
    void brokenBytesGiveClearErrorsAlone() throws IOException {
        long seed = LawSeeds.fresh();
        SplittableRandom random = new SplittableRandom(seed);
        byte[] whole = Files.readAllBytes(small());
        Path broken = folder.resolve("broken.onnx");
        for (int round = 0; round < 2000; round++) {
            byte[] bytes = whole.clone();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            Files.write(broken, bytes);
            try {
                ModelFile.read(broken);
            } catch (HualeException e) {
                assertThat(e).as("seed " + seed).hasMessageContaining("broken.onnx");
            }
        }
    }

    @Test
    void operatorsThatNobodyHasAreNamed() {
        GraphBuilder graph = new GraphBuilder("custom");
        graph.input("images", ElementType.FLOAT, 1, 3, 8, 8);
        graph.named("found", "my.own::BatchedNMS", List.of("images"));
        graph.output("found", ElementType.FLOAT, 1, 2);
        Path file = folder.resolve("custom.onnx");
        new OnnxModel(graph, 17, Map.of()).write(file);
        refused(file, "my.own::BatchedNMS");
    }

    @Test
    void graphsNestedWithoutEndAreRefused() throws IOException {
        ProtoMessage graph = new ProtoMessage().text(Graph.NAME, "inner");
        for (int depth = 0; depth < 500; depth++) {
            ProtoMessage attribute = new ProtoMessage().message(6, graph);
            graph = new ProtoMessage().message(Graph.NODE, new ProtoMessage().message(Node.ATTRIBUTE, attribute));
        }
        Path file = folder.resolve("deep.onnx");
        Files.write(file, new ProtoMessage().message(Model.GRAPH, graph).toBytes());
        refused(file, "nested");
    }

    @Test
    void weightsBesideTheModelAreFound() throws IOException {
        Files.write(Files.createDirectory(folder.resolve("data")).resolve("w.bin"), new byte[16]);
        Path model = withWeightsIn("data/w.bin", "4", "12");
        assertThat(new OnnxProvider().files(model)).containsExactly(model, folder.resolve("data/w.bin"));
    }

    @Test
    void weightsElsewhereAreRefused() throws IOException {
        Path secret = Files.write(outer.resolve("secret.bin"), new byte[16]);
        refused(withWeightsIn("../secret.bin", "0", "16"), "outside the model's folder");
        refused(withWeightsIn(secret.toString(), "0", "16"), "outside the model's folder");
        refused(withWeightsIn("data/../../secret.bin", "0", "16"), "outside the model's folder");
        refused(withWeightsIn("", "0", "16"), "outside the model's folder");
        Files.createSymbolicLink(folder.resolve("link.bin"), secret);
        refused(withWeightsIn("link.bin", "0", "16"), "outside the model's folder");
        refused(withWeightsIn("*/_ORT_MEM_ADDR_/*", "4096", "16"), "no such file");
    }

    @Test
    void weightsThatAreNotThereAreRefused() throws IOException {
        refused(withWeightsIn("missing.bin", "0", "16"), "no such file");
        Files.write(folder.resolve("short.bin"), new byte[15]);
        refused(withWeightsIn("short.bin", "0", "16"), "15 bytes");
        refused(withWeightsIn("short.bin", "16", "0"), "15 bytes");
        refused(withWeightsIn("short.bin", "9223372036854775807", "9223372036854775807"), "15 bytes");
        refused(withWeightsIn("short.bin", "-1", "4"), "15 bytes");
        refused(withWeightsIn("short.bin", "one", "4"), "no whole number");
    }

    @Test
    void weightsInsideOfNodesAreLookedAtToo() throws IOException {
        ProtoMessage attribute = new ProtoMessage().text(1, "value").message(5, weights("../secret.bin", "0", "4"));
        ProtoMessage node = new ProtoMessage().text(Node.OPERATOR, "Constant").message(Node.ATTRIBUTE, attribute);
        Path file = folder.resolve("node.onnx");
        ProtoMessage graph = new ProtoMessage().message(Graph.NODE, node);
        Files.write(file, new ProtoMessage().message(Model.GRAPH, graph).toBytes());
        refused(file, "outside the model's folder");
    }

    /** Its fields are not all graphs: some say which value of the training becomes which of the model. */
    @Test
    void aModelThatSaysHowItIsTrainedIsRead() throws IOException {
        ProtoMessage training = new ProtoMessage()
                .message(Training.ALGORITHM, new ProtoMessage().text(Graph.NAME, "step"))
                .message(UPDATE_BINDING, entry("weights", "weights.later"));
        Path file = small();
        byte[] more = new ProtoMessage().message(Model.TRAINING, training).toBytes();
        Files.write(file, more, StandardOpenOption.APPEND);
        assertThat(ModelFile.read(file).summary().operators()).containsExactly("MatMul", "Relu");
    }

    @Test
    void weightsInsideOfATrainingAreLookedAtToo() throws IOException {
        ProtoMessage step = new ProtoMessage().message(Graph.INITIALIZER, weights("../secret.bin", "0", "4"));
        ProtoMessage training = new ProtoMessage().message(Training.ALGORITHM, step);
        Path file = small();
        byte[] more = new ProtoMessage().message(Model.TRAINING, training).toBytes();
        Files.write(file, more, StandardOpenOption.APPEND);
        refused(file, "outside the model's folder");
    }

    private Path withWeightsIn(String location, String offset, String length) throws IOException {
        ProtoMessage graph = new ProtoMessage().message(Graph.INITIALIZER, weights(location, offset, length));
        Path file = folder.resolve("external.onnx");
        return Files.write(file, new ProtoMessage().message(Model.GRAPH, graph).toBytes());
    }

    private static ProtoMessage weights(String location, String offset, String length) {
        return new ProtoMessage()
                .number(Tensor.DIMS, 4)
                .text(Tensor.NAME, "w")
                .number(Tensor.DATA_LOCATION, 1)
                .message(Tensor.EXTERNAL_DATA, entry("location", location))
                .message(Tensor.EXTERNAL_DATA, entry("offset", offset))
                .message(Tensor.EXTERNAL_DATA, entry("length", length));
    }

    private static ProtoMessage entry(String key, String value) {
        return new ProtoMessage().text(Entry.KEY, key).text(Entry.VALUE, value);
    }

    private static void refused(Path file, String why) {
        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(why);
    }
}
