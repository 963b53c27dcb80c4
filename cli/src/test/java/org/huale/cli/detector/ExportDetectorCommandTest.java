package org.huale.cli.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.huale.cli.ExitCode;
import org.huale.cli.ProgramTest;
import org.huale.weights.StateDict;
import org.huale.weights.WeightsFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A detector of one epoch, exported and computed by ONNX Runtime. */
class ExportDetectorCommandTest extends ProgramTest {
    @TempDir
    private static Path folder;

    @BeforeAll
    static void begin() {
        ExportDetectorCommandTest once = new ExportDetectorCommandTest();
        once.succeed("make-dataset", data(), "--images", "10", "--test-images", "4", "--classes", "2");
        once.train(data(), folder.resolve("training"));
    }

    @Test
    void theExportedDetectorFindsTheSame() {
        List<JsonNode> own = found(weights(), "--min-confidence", "0.01");
        assertThat(own).isNotEmpty();
        Path model = folder.resolve("same.onnx");
        succeed(export(model, "--min-confidence", "0.01"));
        assertThat(out.toString()).contains("Written to " + model);
        assertSame(found(model.toString()), own);
    }

    @Test
    void modelsForSeveralImagesAndOfLessPrecisionFindThemToo() {
        Path any = folder.resolve("any.onnx");
        succeed(export(any, "--batch", "any", "--min-confidence", "0.01"));
        assertSame(found(any.toString()), found(weights(), "--min-confidence", "0.01"));
        Path half = folder.resolve("half.onnx");
        succeed(export(half, "--precision", "fp16", "--min-confidence", "0.01"));
        assertThat(found(half.toString())).isNotEmpty();
        assertThat(half.toFile().length()).isLessThan(any.toFile().length() * 6 / 10);
    }

    @Test
    void describeSaysWhatAnExportedModelIs() throws IOException {
        Path model = folder.resolve("described.onnx");
        succeed(export(model, "--preprocessing", "outside"));
        succeed("describe", model.toString());
        assertThat(out.toString())
                .contains("taken as huale", "shorter side", "scores of all classes", "huale.weights: last.safetensors");
        assertThat(Files.readString(folder.resolve("described.huale.yaml"))).contains("shorter: 64", "longer: 96");
    }

    @Test
    void weightsAloneAreWrittenAsSafetensors() {
        Path written = folder.resolve("alone.safetensors");
        succeed(export(written, "--format", "safetensors"));
        StateDict own = WeightsFile.read(Path.of(weights()));
        assertThat(WeightsFile.read(written).tensors()).isEqualTo(own.tensors());
        assertThat(found(written.toString(), "--min-confidence", "0.01"))
                .isEqualTo(found(weights(), "--min-confidence", "0.01"));
    }

    @Test
    void mistakesAreToldAndNothingIsWritten() throws IOException {
        assertRefused(
                "nowhere.safetensors", "export-detector", "--weights", "nowhere.safetensors", "--out", at("a.onnx"));
        assertRefused("the name must end in .onnx or .safetensors", export(folder.resolve("a.pt")));
        assertRefused("the name must end in .safetensors", export(folder.resolve("a.onnx"), "--format", "safetensors"));
        assertRefused("there is no folder " + folder.resolve("no"), export(folder.resolve("no/a.onnx")));
        assertRefused(
                "--batch must be any or a number from 1 to 1024, got 0",
                export(folder.resolve("a.onnx"), "--batch", "0"));
        assertRefused("hold weights alone", export(folder.resolve("a.safetensors"), "--batch", "2"));
        Path there = Files.writeString(folder.resolve("there.onnx"), "here");
        assertRefused("there.onnx is there", export(there));
        assertThat(there).hasContent("here");
        assertThat(folder.resolve("a.onnx")).doesNotExist();
        succeed(export(there, "--overwrite"));
    }

    @ParameterizedTest
    @CsvSource({
        "--min-confidence, 2, 'a least confidence and an NMS IoU in [0, 1]'",
        "--min-size, 9000, 'must satisfy 1 <= min size <= max size, got 9000 and 96'",
        "--max-size, 3, 'must satisfy 1 <= min size <= max size, got 64 and 3'",
        "--batch-norm-epsilon, 7, 'batchNormEpsilon must be in [0, 1), got 7.0'"
    })
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void whatNoDetectorCanHaveIsTheUsersMistakeInEveryCommand(String option, String value, String why) {
        Path model = folder.resolve("impossible.onnx");
        assertImpossible(why, export(model, option, value));
        assertThat(model).doesNotExist();
        assertImpossible(why, export(folder.resolve("impossible.safetensors"), option, value));
        assertImpossible(
                why, "detect", "--weights", weights(), "--runtime", "onnx", option, value, "--threads", "1", picture());
        assertImpossible(why, guesses(option, value));
    }

    private void assertImpossible(String why, String... arguments) {
        assertRefused(why, arguments);
        assertThat(err.toString())
                .contains(weights(), "what --min-size, --max-size, --min-confidence")
                .doesNotContain("bug in HUALE");
    }

    /** And not with each answer that it gives. */
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void noGuessesAreServedWithoutAPlaceToComputeOrByAnotherModel() {
        assertRefused("device cuda:99: ", guesses("--device", "cuda:99"));
        assertRefused("the weights do not fit the network", guesses("--model", "resnet18-fpn"));
        assertThat(out.toString()).doesNotContain("http://");
    }

    private static String[] guesses(String... more) {
        return with(overPool("serve-guesses", "--port", "0"), more);
    }

    @Test
    void onnxRuntimeFindsTheSame() {
        List<JsonNode> own = found(weights(), "--min-confidence", "0.01");
        assertSame(found(weights(), "--min-confidence", "0.01", "--runtime", "onnx"), own);
    }

    @Test
    void onnxRuntimeEvaluates() throws IOException {
        assertThat(evaluated(weights(), "other.json", "--runtime", "onnx"))
                .isPositive()
                .isEqualTo(evaluated(weights(), "own.json"));
    }

    /** As with libtorch, they go by number, since a made-up name is in no data set. */
    @Test
    void classesWithoutNamesAreFoundAgain() throws IOException {
        String unnamed = at("unnamed.safetensors");
        StateDict own = WeightsFile.read(Path.of(weights()));
        Map<String, String> metadata = new TreeMap<>(own.metadata());
        metadata.remove("huale.classes");
        WeightsFile.write(Path.of(unnamed), own.withMetadata(metadata));
        assertThat(evaluated(unnamed, "by-onnx.json", "--runtime", "onnx"))
                .isPositive()
                .isEqualTo(evaluated(unnamed, "unnamed.json"));
        for (String file : List.of("numbered.onnx", "numbered.safetensors")) {
            succeed("export-detector", "--weights", unnamed, "--min-confidence", "0.01", "--out", at(file));
            assertThat(evaluated(at(file), file + ".json")).as(file).isPositive();
        }
    }

    /** How many detections it saves. */
    private int evaluated(String weights, String saved, String... more) throws IOException {
        succeed(with(
                new String[] {
                    "evaluate",
                    "--data",
                    "voc:" + data() + ":test",
                    "--weights",
                    weights,
                    "--threads",
                    "1",
                    "--min-confidence",
                    "0.01",
                    "--save-detections",
                    at(saved)
                },
                more));
        assertThat(out.toString()).contains("AP-all-point");
        return new JsonMapper().readTree(Files.readString(Path.of(at(saved)))).size();
    }

    @Test
    void onnxRuntimeScoresWithWhatItKnows() throws IOException {
        Path own = folder.resolve("own");
        succeed(score(own, "--strategy", "entropy"));
        Path other = folder.resolve("other");
        succeed(score(other, "--strategy", "entropy", "--runtime", "onnx"));
        Map<String, Double> wanted = scores(own);
        Map<String, Double> found = scores(other);
        assertThat(found).hasSize(10).containsOnlyKeys(wanted.keySet());
        wanted.forEach((image, score) -> assertThat(found.get(image)).as(image).isCloseTo(score, within(1e-2)));
        succeed(score(folder.resolve("hua"), "--strategy", "hua", "--runtime", "onnx"));
        succeed(score(folder.resolve("core-set"), "--strategy", "core-set", "--runtime", "onnx"));
        assertRefused(own.toString(), score(own, "--strategy", "entropy", "--runtime", "onnx"));
    }

    /** The score of each image, behind its id and its rank. */
    private static Map<String, Double> scores(Path scoring) throws IOException {
        List<String> lines = Files.readAllLines(scoring.resolve("scores.csv"));
        return lines.stream()
                .skip(1)
                .map(it -> it.split(","))
                .collect(Collectors.toMap(it -> it[0], it -> Double.parseDouble(it[2])));
    }

    @Test
    void runtimesThatAreNotThereAndWeightsOfOthersAreRefused() throws IOException {
        assertRefused(
                "--runtime must be one of [onnx], got trt",
                "detect",
                "--weights",
                weights(),
                "--runtime",
                "trt",
                picture());
        Path model = folder.resolve("refused.onnx");
        succeed(export(model));
        assertRefused(
                "--runtime onnx is not for these weights",
                "detect",
                "--weights",
                model.toString(),
                "--runtime",
                "onnx",
                picture());
    }

    private void assertRefused(String why, String... arguments) {
        err.getBuffer().setLength(0);
        assertThat(run(arguments)).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains(why);
    }

    /** Each detection of all images. */
    private List<JsonNode> found(String weights, String... more) {
        succeed(with(
                new String[] {"detect", "--json", "--threads", "1", "--weights", weights},
                with(more, picture(), at("data/JPEGImages/test_00002.jpg"))));
        List<JsonNode> all = new ArrayList<>();
        new JsonMapper()
                .readTree(out.toString())
                .forEach(image -> image.get("detections").forEach(all::add));
        return all;
    }

    /** Nearly equal scores may have changed places. */
    private static void assertSame(List<JsonNode> found, List<JsonNode> own) {
        assertThat(found).hasSameSizeAs(own);
        for (JsonNode wanted : own) {
            assertThat(found).as("%s", wanted).anyMatch(it -> isSame(it, wanted));
        }
    }

    private static boolean isSame(JsonNode one, JsonNode other) {
        boolean same = one.get("className").equals(other.get("className"))
                && Math.abs(one.get("confidence").asDouble()
                                - other.get("confidence").asDouble())
                        < 1e-4;
        for (int side = 0; side < 4; side++) {
            same &= Math.abs(one.get("box").get(side).asDouble()
                            - other.get("box").get(side).asDouble())
                    < 0.05;
        }
        return same;
    }

    private static String[] export(Path target, String... more) {
        return with(
                new String[] {"export-detector", "--weights", weights(), "--threads", "1", "--out", target.toString()},
                more);
    }

    private static String[] score(Path target, String... more) {
        return with(overPool("score", "--budget", "3", "--min-confidence", "0.01", "--out", target.toString()), more);
    }

    private static String[] overPool(String command, String... more) {
        return with(
                new String[] {command, "--weights", weights(), "--threads", "1", "--data", "voc:" + data() + ":trainval"
                },
                more);
    }

    private static String[] with(String[] arguments, String... more) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(Arrays.asList(more));
        return all.toArray(String[]::new);
    }

    private static String at(String name) {
        return folder.resolve(name).toString();
    }

    private static String data() {
        return at("data");
    }

    private static String picture() {
        return at("data/JPEGImages/test_00001.jpg");
    }

    private static String weights() {
        return at("training/weights/last.safetensors");
    }
}
