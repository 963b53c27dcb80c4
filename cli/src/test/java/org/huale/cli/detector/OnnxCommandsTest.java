package org.huale.cli.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.huale.cli.ExitCode;
import org.huale.cli.Program;
import org.huale.cli.ProgramTest;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetLocator;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands on an ONNX model that finds the same box in every image: all of it but its outermost fifths. */
class OnnxCommandsTest extends ProgramTest {
    @TempDir
    private static Path folder;

    private static Dataset test;

    @BeforeAll
    static void draw() throws IOException {
        Program.drawTinySet(folder.resolve("set"), 2);
        test = DatasetLocator.parse(testSet()).read().dataset();
    }

    @Test
    void detectFindsWhatTheModelSays() {
        Path picture = test.images().get(0).file();
        succeed("detect", "--weights", model("detect").toString(), "--json", picture.toString());
        JsonNode image = new JsonMapper().readTree(out.toString()).get(0);
        JsonNode found = image.get("detections");
        double width = image.get("width").asDouble();
        assertThat(found).hasSize(1);
        assertThat(found.get(0).get("className").asString())
                .isEqualTo(test.classes().name(0));
        assertThat(found.get(0).get("box").get(0).asDouble()).isCloseTo(0.2 * width, within(1e-4 * width));
        assertThat(found.get(0).get("box").get(2).asDouble()).isCloseTo(0.8 * width, within(1e-4 * width));
    }

    /** ONNX Runtime 1.29 ends such a process without a word. */
    @Test
    void aLongCommandLineIsNoDanger() throws Exception {
        List<String> command =
                new ArrayList<>(List.of("detect", "--weights", model("many").toString()));
        command.addAll(Collections.nCopies(200, test.images().get(0).file().toString()));
        assertThat(String.join(" ", command)).hasSizeGreaterThan(4096);
        Path said = folder.resolve("many.txt");
        assertThat(Program.start(said, command.toArray(String[]::new)).waitFor())
                .as(() -> "said in " + said)
                .isEqualTo(ExitCode.DONE);
    }

    @Test
    void evaluateFindsClassesByTheirNames() throws IOException {
        Path saved = folder.resolve("found.json");
        succeed(
                "evaluate",
                "--data",
                testSet(),
                "--weights",
                model("evaluate").toString(),
                "--save-detections",
                saved.toString());
        assertThat(out.toString()).contains("AP-all-point");
        assertThat(new JsonMapper().readTree(Files.readString(saved))).hasSize(test.size());
    }

    @Test
    void aPlaceForDetectionsThatCannotBeIsRefusedBeforeAnythingIsRead() {
        Path nowhere = folder.resolve("nowhere/found.json");
        String weights = model("unsaved").toString();
        String[] asked = {"evaluate", "--data", "voc:not-there", "--weights", weights, "--save-detections", ""};
        asked[asked.length - 1] = nowhere.toString();
        assertThat(run(asked)).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("--save-detections: " + nowhere + ": its folder does not exist");
        asked[asked.length - 1] = folder.toString();
        assertThat(run(asked)).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("--save-detections: " + folder + ": is a folder");
    }

    /** Entropy needs no more than the scores of all classes, which the model has. */
    @Test
    void scoreRanksAPoolAndSaysWhatAModelCannotTell() throws IOException {
        succeed(score("entropy"));
        assertThat(Files.readAllLines(folder.resolve("entropy/scores.csv"))).hasSize(1 + test.size());
        Map<String, String> wanting =
                Map.of("core-set", "features.maps", "divproto", "features.objects", "lt-c", "proposals");
        wanting.forEach((strategy, remedy) -> {
            assertThat(run(score(strategy))).as(strategy).isEqualTo(ExitCode.USER_INPUT);
            assertThat(err.toString()).contains(remedy);
        });
    }

    private static String[] score(String strategy) {
        return score(strategy, model("score"), strategy);
    }

    private static String[] score(String strategy, Path weights, String out) {
        String line = "score --strategy " + strategy + " --budget 1 --threads 1 --weights " + weights + " --data "
                + testSet() + " --out " + folder.resolve(out);
        return line.split(" ");
    }

    /** As after another training, exported to the same names; the graph is the same. */
    @Test
    void predictionsOfOtherWeightsInAFileBesideTheModelAreRefused() throws IOException {
        Path model = model("besides");
        Path weights = folder.resolve("parts/besides.data");
        Files.createDirectories(weights.getParent());
        Files.write(weights, new byte[8]);
        Files.write(model, initializerIn("parts/besides.data"), StandardOpenOption.APPEND);
        succeed(score("entropy", model, "besides"));
        succeed(score("entropy", model, "besides"));
        Files.write(weights, new byte[] {0, 0, 0, 0, 0, 0, 0, 1});
        assertThat(run(score("entropy", model, "besides"))).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("weights of parts/besides.data");
    }

    /** Readers of protobuf merge a second graph into the first. */
    private static byte[] initializerIn(String location) {
        ProtoMessage tensor = new ProtoMessage()
                .number(Tensor.DIMS, 2)
                .number(Tensor.DATA_TYPE, ElementType.FLOAT.number())
                .text(Tensor.NAME, "spare")
                .message(
                        Tensor.EXTERNAL_DATA,
                        new ProtoMessage().text(Entry.KEY, "location").text(Entry.VALUE, location))
                .number(Tensor.DATA_LOCATION, 1);
        ProtoMessage graph = new ProtoMessage().message(Graph.INITIALIZER, tensor);
        return new ProtoMessage().message(Model.GRAPH, graph).toBytes();
    }

    @Test
    void describeWritesWhatItSays() throws IOException {
        Path model = model("describe");
        Path written = folder.resolve("describe.huale.yaml");
        succeed("describe", model.toString());
        assertThat(out.toString())
                .contains("images: float [?, 3, 64, 64]", "fits     ultralytics", "Written to " + written);
        assertThat(Files.readString(written)).contains("convention: \"ultralytics\"");
        String before = Files.readString(written);
        assertThat(run("describe", model.toString(), "--as", "yolov5")).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains(written + " is there", "--overwrite");
        assertThat(written).hasContent(before);
        succeed("describe", model.toString(), "--as", "yolov5", "--overwrite");
        assertThat(Files.readString(written)).contains("convention: \"yolov5\"");
    }

    @Test
    void describeShowsWhatAFileThatIsThereSaysAndLeavesIt() throws IOException {
        Path model = model("edited");
        Path written = folder.resolve("edited.huale.yaml");
        succeed("describe", model.toString());
        String before = Files.readString(written);
        succeed("describe", model.toString());
        String edited = "input: {fit: {mode: stretch}}\n";
        Files.writeString(written, edited);
        succeed("describe", model.toString());
        assertThat(out.toString())
                .contains("taken as ultralytics", "stretch", written + " says to use it. The file stays as it is")
                .doesNotContain("letterbox", "Written to");
        assertThat(Files.readString(written)).isEqualTo(edited);
        Files.writeString(written, "input: {fitt: x}\n");
        assertThat(run("describe", model.toString())).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("edited.huale.yaml: input.fitt: unknown key");
        succeed("describe", model.toString(), "--overwrite");
        assertThat(Files.readString(written)).isEqualTo(before);
    }

    @Test
    void mistakesAreToldWithTheFile() throws IOException {
        Path text = Files.writeString(folder.resolve("text.onnx"), "no model");
        assertThat(run("describe", text.toString())).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("text.onnx: not an ONNX model");
        assertThat(run("describe", model("some").toString(), "--as", "yolo")).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("--as: convention must be one of", "rt-detr");
    }

    @Test
    void theSchemaOfTheFileBesideAModelIsPrinted() {
        succeed("schema", "onnx");
        assertThat(new JsonMapper()
                        .readTree(out.toString())
                        .at("/properties/input/properties/fit")
                        .isMissingNode())
                .isFalse();
    }

    /** In the form of Ultralytics' networks; the images of the set have the size of its input. */
    private static Path model(String name) {
        float[] rows = new float[(4 + test.classes().count()) * 84];
        float[] box = {0.5f, 0.5f, 0.6f, 0.6f, 0.9f};
        for (int i = 0; i < box.length; i++) {
            rows[84 * i] = box[i] * (i < 4 ? 64 : 1);
        }
        GraphBuilder graph = new GraphBuilder("net");
        graph.input("images", ElementType.FLOAT, "batch", 3, 64, 64);
        String said = graph.weights("rows", GraphTensor.floats(new long[] {1, rows.length / 84, 84}, rows));
        String sides = graph.node("Shape", List.of("images"));
        String first = graph.node("Gather", List.of(sides, graph.constant(GraphTensor.longs(new long[] {1}, 0))));
        String ones = graph.constant(GraphTensor.longs(new long[] {2}, 1, 1));
        String repeats = graph.node("Concat", List.of(first, ones), NodeAttribute.number("axis", 0));
        graph.named("output0", "Tile", List.of(said, repeats));
        graph.output("output0", ElementType.FLOAT, "batch", rows.length / 84, 84);
        Path file = folder.resolve(name + ".onnx");
        new OnnxModel(graph, 17, Map.of("names", String.valueOf(quoted()))).write(file);
        return file;
    }

    private static List<String> quoted() {
        return test.classes().names().stream().map(it -> "'" + it + "'").toList();
    }

    private static String testSet() {
        return "voc:" + folder.resolve("set") + ":test";
    }
}
