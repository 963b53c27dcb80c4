package org.huale.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.huale.cli.ExitCode;
import org.huale.cli.Program;
import org.huale.cli.ProgramTest;
import org.huale.onnx.runtime.ComputePlace;
import org.huale.process.ScriptedProgram;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs whose detectors are trained and asked by another program. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class OwnTrainerTest extends ProgramTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path folder;

    @BeforeAll
    static void draw() {
        Program.drawTinySet(folder.resolve("set"), 12);
    }

    private static String keys(String strategy, String detector) {
        return "detector: " + detector + "\nstrategy: " + strategy
                + "\ninitial: {images: 3}\nbudget: 2\ncycles: 2\nthreads: 1\n" + Program.data(folder.resolve("set"));
    }

    /** In the shape {@code {command: {…}}}. */
    private static String programs(List<String> train, String more) {
        List<String> predict = ScriptedProgram.words("predict", "images={images}", "predictions={predictions}");
        return "{command: {train: " + JSON.writeValueAsString(train) + ", predict: " + JSON.writeValueAsString(predict)
                + ", weights: weights.txt" + more + "}}";
    }

    private static List<String> train() {
        return ScriptedProgram.words("train", "{out}", "weights={weights}", "coco={coco}", "seed={seed}");
    }

    private static Path config(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name + ".yaml"), text);
    }

    @Test
    void aRunIsMadeResumedAndItsDetectorUsedByAllCommands() throws IOException {
        Path config = config("run", keys("entropy", programs(train(), ", evidence: [scores]")));
        Path run = folder.resolve("run");
        succeed("run", config.toString(), "--dry-run");
        assertThat(out.toString()).contains("Strategy: entropy");
        succeed("run", config.toString(), "--out", run.toString());
        assertThat(chosen(run)).hasSize(2);
        assertThat(Files.readString(run.resolve("config.json"))).contains("\"command\"", "{weights}", "\"scores\"");
        assertThat(json(run.resolve("config.json")).at("/detector/directory").asString())
                .isEqualTo(Path.of("").toAbsolutePath().toString());
        assertThat(run.resolve("cycle-0/training/predict.log")).exists();
        assertThat(run.resolve("cycle-0/training/predict")).doesNotExist();
        succeed("resume", run.toString(), "--cycles", "3");
        assertThat(run.resolve("cycle-2/cycle.json")).exists();

        Path weights = weights(run);
        List<String> labeled = new ArrayList<>();
        json(run.resolve("initial.json")).get("images").forEach(it -> labeled.add(it.asString()));
        Path list = Files.write(folder.resolve("labeled.txt"), labeled);
        succeed(
                "score",
                "--data",
                "voc:" + folder.resolve("set") + ":trainval",
                "--weights",
                weights.toString(),
                "--strategy",
                "entropy",
                "--budget",
                "2",
                "--labeled",
                list.toString(),
                "--threads",
                "1",
                "--out",
                folder.resolve("score").toString());
        assertThat(Files.readAllLines(folder.resolve("score/selection.txt"))).isEqualTo(chosen(run));

        succeed("evaluate", "--data", testSet(), "--weights", weights.toString());
        assertThat(out.toString()).contains("AP-all-point");
        succeed(
                "detect",
                "--weights",
                weights.toString(),
                "--json",
                "--out",
                folder.resolve("drawn").toString(),
                folder.resolve("set/JPEGImages").toString());
        JsonNode found = JSON.readTree(out.toString());
        assertThat(found).hasSize(15);
        assertThat(found.get(0).get("detections")).hasSize(1);
        assertThat(found.get(0).get("detections").get(0).get("box").get(2).asDouble())
                .isEqualTo(32);
        assertThat(folder.resolve("drawn").toFile().list((at, name) -> name.endsWith(".png")))
                .hasSize(15);
        succeed(
                "detect",
                "--weights",
                weights.toString(),
                "--json",
                "--min-confidence",
                "0.95",
                folder.resolve("set/JPEGImages").toString());
        assertThat(JSON.readTree(out.toString()).get(0).get("detections")).isEmpty();
    }

    /** The same in the shape {@code {name: command, …}}. */
    private static String beside(String programs) {
        return "{name: command, " + programs.substring("{command: {".length(), programs.length() - 1);
    }

    @Test
    void theKindMayBeNamedLikeEveryOther() throws IOException {
        String beside = beside(programs(train(), ""));
        succeed("run", config("beside", keys("random", beside)).toString(), "--dry-run");
        assertThat(run(
                        "run",
                        config("unknown", keys("random", programs(train(), ", trein: x")))
                                .toString(),
                        "--dry-run"))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("unknown.yaml: detector.trein: unknown key; did you mean detector.train?");
    }

    @Test
    void whatIsMissingOrDoesNotFitIsSaidBeforeAnythingBegins() throws IOException {
        refused("random", "{command: {predict: 'x {images} {predictions}'}}", "detector.train: is missing");
        refused("random", "{command: {train: x}}", "exactly one of predict and model must be given");
        refused("random", "{command: {train: x, predict: 'x {images}'}}", "must have {predictions}");
        refused("random", "{command: {train: 'x {images}', model: m.onnx}}", "{images} is not known to train");
        refused("random", "{command: {train: 'x {seeed}', model: m.onnx}}", "did you mean {seed}?");
        refused("random", "{command: {train: 'x {epochs}', model: m.onnx}}", "training.epochs: is missing");
        refused("random", "{command: {train: 'x {start}', model: m.onnx}}", "must say what that is");
        refused("random", "{command: {train: x, model: ../m.onnx}}", "must be a path within {out}");
        refused("random", "{command: {train: x, model: m.onnx, timeout: -1}}", "timeout must be at least 0, got -1");
        refused("random", "{command: {train: x, model: m.onnx}}\nweights: {mode: previous}", "has no {start}");
        refused("random", "{command: {train: x, model: m.onnx}}\ntraining: {epochs: 3}", "has no {epochs}");
    }

    @Test
    void strategiesThatNeedMoreThanBoxesAreRefusedWithWhatWouldHelp() throws IOException {
        String boxes = programs(train(), "");
        refused("entropy", boxes, "it needs probabilities of detections");
        refused("hua", boxes, "detector.evidence: [probabilities]");
        refused("lt-c", programs(train(), ", evidence: [scores]"), "needs proposals");
        refused("ll4al", boxes, "trained beside the detector");
        refused("core-set", boxes, "compares images by vectors of them, [pooled-features], which no result file has");
        refused(
                "lt-c",
                "{command: {train: x, model: m.onnx}}",
                "proposals of detections, which no detector of the kind onnx");
        succeed("run", config("boxes", keys("random", boxes)).toString(), "--dry-run");
    }

    /** The word for where programs compute is also where what they leave is opened. */
    @Test
    void aPlaceWhereTheModelCannotBeOpenedIsRefusedBeforeItIsTrained() throws IOException {
        assumeThat(ComputePlace.hasCuda()).isFalse();
        String detector = exported(folder.resolve("none.onnx"));
        refused(
                "random",
                detector + "\ndevice: 'cuda:0'",
                "device cuda:0: this ONNX Runtime computes on the CPU alone");
        assertThat(err.toString()).contains("the key device", "HUALE opens detector.model there, too", "{device}");
        refused("random", detector + "\ndevice: gpu", "device must be cpu, cuda or cuda:n, got gpu");
        succeed("run", config("here", keys("random", detector)).toString(), "--dry-run");
    }

    private void refused(String strategy, String detector, String message) throws IOException {
        Path config = config("refused", keys(strategy, detector));
        err.getBuffer().setLength(0);
        assertThat(run("run", config.toString(), "--dry-run")).as(detector).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains(message);
    }

    @Test
    void aProgramThatFailsEndsTheRunWithItsLastWords() throws IOException {
        Path config = config("fails", keys("random", programs(ScriptedProgram.words("fail", "9"), "")));
        Path run = folder.resolve("fails");
        assertThat(run("run", config.toString(), "--out", run.toString())).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString())
                .contains(
                        "detector.train",
                        "exit code 9",
                        "the reason why",
                        run.resolve("cycle-0/training/train.log") + "");
    }

    /** Flipped views are asked for by semantic affinity of hua. */
    @Test
    void mirroredImagesAreHandedOutWhereTheStrategyWantsThem() throws IOException {
        Path run = folder.resolve("views");
        succeed(
                "run",
                config("views", keys("hua", programs(train(), ", evidence: [scores]")))
                        .toString(),
                "--out",
                run.toString());
        assertThat(json(run.resolve("cycle-0/selection.json")).get("forwards").propertyNames())
                .contains("flipped", "original");
        Path blind = folder.resolve("blind");
        succeed("run", config("blind", keys("random", programs(train(), ""))).toString(), "--out", blind.toString());
        assertThat(json(blind.resolve("cycle-0/selection.json")).get("forwards"))
                .isEmpty();
    }

    @Test
    void nothingGoesOnWhenTheRunIsKilledAndTheStepIsDoneAgain() throws Exception {
        Path mark = folder.resolve("mark");
        Path told = folder.resolve("pids");
        List<String> train =
                ScriptedProgram.words("hang", mark.toString(), told.toString(), "{out}", "weights={weights}");
        Path config = config("killed", keys("random", programs(train, "")));
        Path run = folder.resolve("killed");
        Path said = folder.resolve("killed.log");
        Process program = Program.start(said, "run", config.toString(), "--out", run.toString());
        while (!Files.exists(told)) {
            assertThat(program.isAlive()).as(Files.readString(said)).isTrue();
            Thread.sleep(20);
        }
        program.destroyForcibly().waitFor();
        for (String pid : Files.readString(told).split(" ")) {
            ProcessHandle.of(Long.parseLong(pid))
                    .ifPresent(it -> assertThat(it.onExit()).succeedsWithin(1, TimeUnit.HOURS));
        }
        Files.writeString(mark, "");
        succeed("resume", run.toString());
        assertThat(run.resolve("cycle-1/cycle.json")).exists();
        assertThat(run.resolve("cycle-0/training/weights/out/before.txt")).isEmptyFile();
    }

    @Test
    void aBenchmarkTrainsTheFirstCycleOnce() throws IOException {
        String detector = programs(train(), ", evidence: [scores]");
        Path file = config(
                "benchmark",
                "base: {detector: " + detector + ", initial: {images: 3}, budget: 2, cycles: 2, threads: 1}\n"
                        + "datasets: {set: {"
                        + Program.data(folder.resolve("set")).strip() + "}}\n"
                        + "strategies: [random, entropy]\nseeds: [1]\n");
        Path results = folder.resolve("benchmark");
        succeed("benchmark", file.toString(), "--out", results.toString());
        for (String cell : List.of("random", "entropy")) {
            Path run = results.resolve("set/" + cell + "-standard-1");
            assertThat(run.resolve("cycle-0/shared.json")).exists();
            assertThat(run.resolve("cycle-1/cycle.json")).exists();
            assertThat(run.resolve("cycle-0/training/train.log"))
                    .hasSameTextualContentAs(results.resolve("set/first-cycles/standard-1/cycle-0/training/train.log"));
            succeed("check", run.toString()); // though what the detector says is added to its log
        }
        assertThat(results.resolve("comparison.md")).content().contains("entropy", "random");
        succeed("benchmark", file.toString(), "--out", results.toString());
    }

    @Test
    void aModelThatTheProgramLeavesIsOpenedByItsOwnKind() throws IOException {
        Path model = OneBoxModel.write(folder.resolve("model.onnx"), "disc", "square");
        String detector = exported(model);
        Path run = folder.resolve("onnx");
        succeed("run", config("onnx", keys("entropy", detector)).toString(), "--out", run.toString());
        assertThat(chosen(run)).hasSize(2);
        succeed("evaluate", "--data", testSet(), "--weights", weights(run).toString());
        succeed(
                "detect",
                "--weights",
                weights(run).toString(),
                folder.resolve("set/JPEGImages").toString());

        OneBoxModel.write(model, "square", "disc");
        assertThat(run(
                        "run",
                        folder.resolve("onnx.yaml").toString(),
                        "--out",
                        folder.resolve("swapped").toString()))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("tells apart [square, disc], but was to learn [disc, square]");
    }

    private static String exported(Path model) {
        return "{command: {train: " + JSON.writeValueAsString(train()) + ", weights: weights.txt, export: "
                + JSON.writeValueAsString(ScriptedProgram.words("copy", model.toString(), "{model}"))
                + ", model: best.onnx}}";
    }

    @Test
    void aModelWithoutNamesHasThoseThatTheProgramWasToLearn() throws IOException {
        Path named = OneBoxModel.write(folder.resolve("named.onnx"), "disc", "square");
        Path nameless = OneBoxModel.nameless(folder.resolve("nameless.onnx"), 2);
        for (Path model : List.of(named, nameless)) {
            String name = model.getFileName().toString();
            Path config = config(name, keys("coverage", exported(model)));
            succeed(
                    "run",
                    config.toString(),
                    "--out",
                    folder.resolve("run of " + name).toString());
        }
        Path run = folder.resolve("run of nameless.onnx");
        assertThat(json(run.resolve("cycle-0/selection.json")).get("chosen"))
                .isEqualTo(json(folder.resolve("run of named.onnx/cycle-0/selection.json"))
                        .get("chosen"));
        succeed(
                "detect",
                "--weights",
                weights(run).toString(),
                "--json",
                folder.resolve("set/JPEGImages").toString());
        assertThat(out.toString()).contains("\"disc\"").doesNotContain("class 1");
    }

    @Test
    void aSingleTrainingHasTheSeedOfTheFirstCycleOfARun() throws IOException {
        String detector = beside(programs(train(), ""));
        Path config = config("seeded", keys("random", detector) + "seed: 1\n");
        succeed("run", config.toString(), "--out", folder.resolve("seeded").toString());
        assertThat(seedOfTraining("1", detector))
                .isEqualTo(seedIn(folder.resolve("seeded/cycle-0")))
                .isNotEqualTo(seedOfTraining("2", detector));
    }

    private String seedOfTraining(String seed, String detector) throws IOException {
        Path config = config("training", "detector: " + detector + "\n");
        Path training = folder.resolve("training-" + seed);
        succeed(
                "train",
                "--data",
                "voc:" + folder.resolve("set") + ":trainval",
                "--config",
                config.toString(),
                "--seed",
                seed,
                "--out",
                training.toString());
        return seedIn(training);
    }

    private static String seedIn(Path cycle) throws IOException {
        return Files.readAllLines(cycle.resolve("training/weights/out/told.txt")).stream()
                .filter(it -> it.startsWith("seed="))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatIsBesideAModelBelongsToIt() throws IOException {
        Path model = OneBoxModel.write(folder.resolve("alone.onnx"), "disc", "square");
        Path run = folder.resolve("alone");
        succeed("run", config("alone", keys("random", exported(model))).toString(), "--out", run.toString());
        Path beside = weights(run).resolveSibling("out/best.huale.yaml");
        Files.writeString(beside, "outputs: {selection: {minConfidence: 0.95}}\n");
        err.getBuffer().setLength(0);
        assertThat(run(
                        "evaluate",
                        "--data",
                        testSet(),
                        "--weights",
                        weights(run).toString()))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("best.huale.yaml", "was not there when the detector was trained");
    }

    @Test
    void evaluateSaysHowClassesWerePaired() throws IOException {
        Path other = OneBoxModel.write(folder.resolve("other.onnx"), "Square", "disc");
        succeed("evaluate", "--data", testSet(), "--weights", other.toString(), "--json");
        assertThat(out.toString()).contains("does not know [square]", "[Square]");
        Path nameless = OneBoxModel.nameless(folder.resolve("two.onnx"), 2);
        succeed("evaluate", "--data", testSet(), "--weights", nameless.toString(), "--json");
        assertThat(out.toString()).contains("by number", "its class 1 as disc");
    }

    private static Path weights(Path run) throws IOException {
        return run.resolve("cycle-0")
                .resolve(
                        json(run.resolve("cycle-0/trained.json")).get("weights").asString());
    }

    private static List<String> chosen(Path run) throws IOException {
        return StreamSupport.stream(
                        json(run.resolve("cycle-0/selection.json"))
                                .get("chosen")
                                .spliterator(),
                        false)
                .map(it -> it.at("/score/image").asString())
                .toList();
    }

    private static JsonNode json(Path file) throws IOException {
        return JSON.readTree(Files.readString(file));
    }

    private static String testSet() {
        return "voc:" + folder.resolve("set") + ":test";
    }
}
