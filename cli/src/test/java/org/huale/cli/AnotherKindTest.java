package org.huale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.huale.inbox.Inbox;
import org.huale.inbox.content.ImageState;
import org.huale.inbox.content.InboxImage;
import org.huale.inbox.content.Save;
import org.huale.process.ScriptedProgram;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every command works on a kind of detector that is no network and that it does not know, or says why not. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class AnotherKindTest extends ProgramTest {
    private static final Set<String> USED = new TreeSet<>();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void drawAndTrain() throws IOException {
        AnotherKindTest once = new AnotherKindTest();
        once.does(
                "make-dataset",
                path("set"),
                "--images",
                "12",
                "--test-images",
                "3",
                "--classes",
                "2",
                "--size",
                "64x64");
        once.does("train", "--data", train(), "--val", test(), "--out", path("training"), "--model", "scripted");
        Files.writeString(
                folder.resolve("run.yaml"),
                Program.data(folder.resolve("set")) + "training: {batchSize: 2, steps: 4}\n" + Program.SCRIPTED_RUN);
    }

    @AfterAll
    static void noCommandIsForgotten() {
        assertThat(USED)
                .containsExactlyInAnyOrderElementsOf(
                        Main.commandLine().getSubcommands().keySet());
    }

    private void does(String... words) {
        USED.add(words[0]);
        succeed(words);
    }

    private void refuses(String... words) {
        USED.add(words[0]);
        assertThat(run(words)).isEqualTo(ExitCode.USER_INPUT);
    }

    @Test
    void aTrainingLeavesWeightsFiguresAndItsConfiguration() throws IOException {
        Path training = folder.resolve("training");
        assertThat(weights()).isNotEmptyFile();
        assertThat(training.resolve("validation.json")).content().contains("AP-all-point");
        assertThat(training.resolve("classes.txt")).hasContent("disc\nsquare");
        JsonNode frozen = json(training.resolve("config.json"));
        assertThat(frozen.at("/config/detector/name").asString()).isEqualTo("scripted");
        assertThat(frozen.at("/config/training/steps").asInt()).isEqualTo(3);
        assertThat(frozen.at("/training/images").asInt()).isEqualTo(12);
        assertThat(frozen.at("/validation/images").asInt()).isEqualTo(3);
        assertThat(json(training.resolve("provenance.json"))
                        .get("arithmetic.device")
                        .asString())
                .isEqualTo("cpu");
    }

    @Test
    void aTrainingIsResumedOverwrittenAndProtected() throws IOException {
        Path training = folder.resolve("again");
        String[] train = {"train", "--data", train(), "--out", training.toString(), "--model", "scripted"};
        does(train);
        assertThat(out.toString()).contains("Weights: " + training).doesNotContain("validation");
        refuses(train);
        assertThat(err.toString()).contains("--resume", "--overwrite");
        does(with(train, "--resume"));
        refuses(with(train, "--resume", "training.steps=9"));
        assertThat(err.toString()).contains("config.training.steps: 3, now 9");
        Path left = Files.writeString(training.resolve("training/left.txt"), "of the first");
        does(with(train, "--overwrite", "--json", "training.steps=9"));
        assertThat(left).doesNotExist();
        assertThat(json(out.toString()).get("complete").asBoolean()).isTrue();
        assertThat(json(out.toString()).get("iterations").asInt()).isEqualTo(9);
    }

    @Test
    void aTrainingIsOverwrittenOnceTheProgramAndItsFirstWeightsAreThere() throws IOException {
        Path start = Files.writeString(
                Files.createDirectories(folder.resolve("starts")).resolve("start.pt"), "first");
        Path programs = programs("programs", ScriptedProgram.words("train", "{out}", "weights={weights}", "{start}"));
        Path training = folder.resolve("by programs");
        Path trained = training.resolve("training/weights/detector.command.json");
        String[] train = {"train", "--data", train(), "--out", training.toString(), "--overwrite", "--config"};
        does(with(train, programs.toString(), "--weights", start.toString()));
        String before = Files.readString(trained);
        refuses(with(train, programs.toString(), "--weights", path("starts/typo.pt")));
        assertThat(err.toString()).contains("typo.pt: does not exist");
        Path mistyped = programs("mistyped", List.of("no-such-program", "{start}"));
        refuses(with(train, mistyped.toString(), "--weights", start.toString()));
        assertThat(err.toString()).contains("detector.train: there is no program no-such-program");
        Path gone = programs("gone", List.of("./no-such-program", "{start}"));
        refuses(with(train, gone.toString(), "--weights", start.toString()));
        assertThat(err.toString()).contains("detector.train: there is no program ./no-such-program", "started in /");
        refuses(with(train, programs.toString(), "--weights", trained.toString()));
        assertThat(err.toString()).contains(trained + ": lies in " + training);
        Path link = Files.createSymbolicLink(folder.resolve("linked"), training);
        Path linked = link.resolve(training.relativize(trained));
        refuses(with(train, programs.toString(), "--weights", linked.toString()));
        assertThat(err.toString()).contains(linked + ": lies in " + training);
        Path beside = Files.createDirectories(folder.resolve("beside"));
        Files.createSymbolicLink(beside.resolve("out"), trained.resolveSibling("out"));
        Path copy = Files.copy(trained, beside.resolve("detector.command.json"));
        refuses(with(train, programs.toString(), "--weights", copy.toString()));
        assertThat(err.toString()).contains(beside.resolve("out/weights.txt") + ": lies in " + training);
        train[4] = link.toString();
        refuses(with(train, programs.toString(), "--weights", trained.toString()));
        assertThat(err.toString()).contains(trained + ": lies in " + link);
        train[4] = training.toString();
        assertThat(trained).content().isEqualTo(before);
        does(with(train, programs.toString(), "--weights", start.toString(), "--seed", "1"));
        assertThat(trained).content().isNotEqualTo(before);
    }

    private static Path programs(String name, List<String> train) throws IOException {
        String predict = "sh {images} {predictions}";
        return Files.writeString(
                folder.resolve(name + ".yaml"),
                "detector: {name: command, weights: weights.txt, predict: '" + predict + "', train: "
                        + JsonMapper.shared().writeValueAsString(train) + "}\n");
    }

    @Test
    void whatAKindCannotDoIsRefused() throws IOException {
        String[] train = {"train", "--data", train(), "--out", path("none"), "--model"};
        refuses(with(train, "onnx"));
        assertThat(err.toString()).contains("onnx cannot be trained; those that can are [", "scripted");
        refuses(with(train, "scripted", "--lr", "0.1"));
        assertThat(err.toString()).contains("training.sgd", "[batchSize, steps]");
        refuses(with(train, "scripted", "--weights", weights().toString()));
        assertThat(err.toString()).contains("scripted detectors begin with nothing");
        assertThat(folder.resolve("none")).doesNotExist();
        refuses("export-detector", "--weights", weights().toString(), "--out", path("none.onnx"));
        assertThat(err.toString()).contains("scripted", "faster-rcnn");
        refuses("describe", weights().toString());
        assertThat(err.toString()).contains("last.scripted");
    }

    @Test
    void dataAreCheckedForIt() {
        does("validate", test(), "--for", "scripted");
        assertThat(out.toString()).contains("detectors of the kind scripted have no anchors");
        does("validate", test(), "--for", weights().toString(), "--json");
        assertThat(json(out.toString()).get("kind").asString()).isEqualTo("scripted");
        does("validate", test(), "--for", path("run.yaml"));
        assertThat(out.toString()).contains("kind scripted");
        does("validate", test(), "--for", "onnx");
        assertThat(out.toString()).contains("kind onnx");
        does("convert", test(), "coco:" + path("converted/test.json"));
    }

    @Test
    void theSchemaHasItsKeys() {
        for (String which : List.of("train", "run", "benchmark")) {
            JsonNode its = schema(which, "--model", "scripted");
            assertThat(its.at("/training/properties").propertyNames()).containsExactly("batchSize", "steps");
            assertThat(its.has("loss")).isFalse();
            assertThat(schema(which).at("/training/anyOf").toString()).contains("\"sgd\"", "\"loss\"");
        }
        does("schema", "benchmark", "--model", "scripted");
        assertThat(json(out.toString()).get("properties").propertyNames()).doesNotContain("losses");
        refuses("schema", "train", "--model", "onnx");
    }

    private JsonNode schema(String which, String... more) {
        does(with(new String[] {"schema", which}, more));
        JsonNode schema = json(out.toString());
        return schema.at(which.equals("benchmark") ? "/$defs/run/properties" : "/properties");
    }

    @Test
    void itDetectsIsEvaluatedAndScores() throws IOException {
        String weights = weights().toString();
        does("detect", "--weights", weights, "--json", path("set/JPEGImages"));
        assertThat(json(out.toString())).hasSize(15);
        does("evaluate", "--weights", weights, "--data", test(), "--json");
        assertThat(json(out.toString()).at("/evaluations/0/figures"))
                .isEqualTo(json(folder.resolve("training/validation.json")).at("/0/figures"));
        String[] score = {"score", "--data", train(), "--weights", weights, "--strategy", "entropy", "--budget", "2"};
        does(with(score, "--out", path("score")));
        assertThat(Files.readAllLines(folder.resolve("score/selection.txt"))).hasSize(2);
    }

    @Test
    void itsRunsAreMadeGoneOnWithReportedAndCompared() throws IOException {
        does("run", path("run.yaml"), "--out", path("run"));
        does("resume", path("run"), "--cycles", "3");
        does("check", path("run"));
        does("report", path("run"), "--out", path("report.html"));
        assertThat(folder.resolve("report.html")).isNotEmptyFile();
        does("similarity", path("run"));
        assertThat(out.toString()).contains("run, by thumbnails", "similarity");
        Files.writeString(
                folder.resolve("benchmark.yaml"),
                "base: '" + path("run.yaml") + "'\ndatasets: {set: {}}\nstrategies: [random, entropy]\nseeds: [1]\n");
        does("benchmark", path("benchmark.yaml"), "--out", path("benchmark"));
        assertThat(folder.resolve("benchmark/comparison.md")).content().contains("entropy", "random");
        Path demo = Files.createDirectories(folder.resolve("demo"));
        Files.copy(folder.resolve("run.yaml"), demo.resolve("demo.yaml"));
        copy(folder.resolve("set"), demo.resolve("data"));
        does("demo", demo.toString(), "--arms", "random");
        assertThat(demo.resolve("report.html")).isNotEmptyFile();
    }

    @Test
    void peopleLabelForIt() throws IOException, InterruptedException {
        String run = path("people");
        assertThat(run("run", path("run.yaml"), "oracle=inbox", "cycles=1", "--out", run))
                .isEqualTo(ExitCode.AWAITS_ANNOTATION);
        does("classes", run);
        assertThat(out.toString()).contains("disc");
        labels(run);
        finish(run);
        does("export", run, "coco:" + path("taken/all.json"));
        does("import", run, path("taken/all.json"));
        does("resume", run);
        assertThat(folder.resolve("people/cycle-0/cycle.json")).exists();
    }

    @Test
    void itGuessesOnDemand() throws IOException, InterruptedException {
        String weights = weights().toString();
        assertThat(served("serve-guesses", "--weights", weights, "--data", train(), "--port", "0"))
                .content()
                .contains("http://");
    }

    /** No single data set, and nothing is trained yet. */
    @Test
    void itGuessesForARunOfSeveralDataSets() throws IOException, InterruptedException {
        copy(folder.resolve("set"), folder.resolve("more"));
        String union = train() + "+voc:" + path("more") + ":trainval";
        assertThat(run("run", path("run.yaml"), "data.pool=" + union, "oracle=inbox", "--out", path("union")))
                .as(err::toString)
                .isEqualTo(ExitCode.AWAITS_ANNOTATION);
        assertThat(served("serve-guesses", path("union"), "--port", "0"))
                .content()
                .contains("Guesses at http://");
    }

    /** The file is damaged, so that what is not refused ends, too. */
    @Test
    void itGuessesForNobodyUnderAnotherName() throws IOException {
        Path damaged = Files.writeString(folder.resolve("damaged.scripted"), "nothing");
        refuses("serve-guesses", "--weights", damaged.toString(), "--data", train(), "--known-as", "guesses.example");
        assertThat(err.toString()).contains("--known-as would do nothing without --host ADDRESS");
    }

    private void labels(String run) throws IOException, InterruptedException {
        assertThat(served("label", run, "--no-browser", "--port", "0"))
                .content()
                .contains("Label at http://", "Saved.");
    }

    /** What a command says that serves until it is ended. */
    private Path served(String... words) throws IOException, InterruptedException {
        USED.add(words[0]);
        Path said = folder.resolve(words[0] + ".txt");
        Process label = Program.start(said, words);
        while (!Files.readString(said).contains("http://") && label.isAlive()) {
            Thread.sleep(50);
        }
        label.destroy();
        label.waitFor();
        return said;
    }

    private static void finish(String run) {
        try (Inbox inbox = Inbox.open(Path.of(run, Inbox.FILE), Clock.systemUTC())) {
            for (int i = 0; i < 3; i++) {
                InboxImage image =
                        inbox.leases().next("ann", OptionalLong.empty()).orElseThrow();
                inbox.work().save(new Save(image.id(), 0, "ann", ImageState.DONE, "", 4, List.of(), Map.of()));
            }
        }
    }

    @Test
    void itIsTimed() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(
                "measure infer:2\nmeasure train\nmeasure nothing\n".getBytes(StandardCharsets.UTF_8)));
        try {
            does("bench", "detector", "--weights", weights().toString(), "--warm-up", "0");
        } finally {
            System.setIn(before);
        }
        List<String> answers = out.toString().lines().toList();
        assertThat(Double.parseDouble(answers.get(0))).isPositive();
        assertThat(answers.get(1)).contains("error", "scripted", "do not say how long a training takes");
        assertThat(answers.get(2)).contains("error no such case: nothing");
    }

    @Test
    void theDoctorKnowsIt() {
        does("doctor");
        assertThat(out.toString()).contains("scripted, can be trained", "onnx, cannot be trained", "ONNX Runtime");
    }

    private static String[] with(String[] words, String... more) {
        String[] all = Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return all;
    }

    private static Path weights() {
        return folder.resolve("training/training/weights/last.scripted");
    }

    private static String train() {
        return "voc:" + path("set") + ":trainval";
    }

    private static String test() {
        return "voc:" + path("set") + ":test";
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    private static JsonNode json(Path file) throws IOException {
        return json(Files.readString(file));
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
