package org.huale.cli.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.huale.cli.ExitCode;
import org.huale.cli.Program;
import org.huale.cli.ProgramTest;
import org.huale.cli.RunContent;
import org.huale.loop.folder.RunFolder;
import org.huale.process.ChildProcess;
import org.huale.storage.FolderLock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Benchmarks as a user makes, stops, divides and joins them. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class BenchmarkCommandTest extends ProgramTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> CELLS = List.of(
            "drawn/random-standard-3", "drawn/hua-standard-3", "drawn/random-emphasis-3", "drawn/hua-emphasis-3");

    @TempDir
    private static Path folder;

    /** The runs of the matrix, each made alone by {@code huale run}. */
    @BeforeAll
    static void makeDataAndRuns() throws IOException {
        BenchmarkCommandTest once = new BenchmarkCommandTest();
        Program.drawTinySet(folder.resolve("set"), 12);
        String run = Program.TINY_RUN + """
                cycles: 2
                training: {recipe: torchvision, epochs: 1, saving: {everyIterations: 1}}
                """;
        String data = Program.data(folder.resolve("set"));
        Files.writeString(folder.resolve("run.yaml"), run + data);
        Files.writeString(folder.resolve("base.yaml"), run);
        Files.writeString(folder.resolve("bench.yaml"), """
                base: BASE
                datasets: {drawn: {DATA}}
                strategies: [random, hua]
                losses: [standard, emphasis]
                seeds: [3]
                """.replace("BASE", path("base.yaml"))
                .replace("DATA", data.strip()));
        for (String cell : CELLS) {
            String[] words = cell.substring("drawn/".length()).split("-");
            once.succeed(
                    "run",
                    path("run.yaml"),
                    "strategy=" + words[0],
                    "loss=" + words[1],
                    "seed=3",
                    "--out",
                    path("alone/" + cell));
        }
    }

    @Test
    void aPlanSaysWhatThereIsToDoAndTouchesNothing() {
        succeed("benchmark", path("bench.yaml"), "--dry-run", "--json", "--out", path("planned"));
        JsonNode plan = JSON.readTree(out.toString());
        assertThat(folder.resolve("planned")).doesNotExist();
        assertThat(plan.at("/datasets/0/pool/images").asInt()).isEqualTo(12);
        assertThat(plan.at("/datasets/0/labeled/1").asInt()).isEqualTo(6);
        assertThat(plan.get("cells")).hasSize(4);
        assertThat(plan.get("firsts")).hasSize(2);
        assertThat(plan.at("/arms/1/forwards/original").asInt()).isEqualTo(8);
        assertThat(plan.at("/arms/1/iterations").asInt()).isEqualTo(3);
    }

    @Test
    void runsWithoutATestSetArePlannedAndThoseThatEndWhenTheyLikeAreRefused() {
        String[] plan = {"benchmark", path("bench.yaml"), "--dry-run", "--json", "--out", path("planned")};
        assertThat(run(plan[0], plan[1], plan[2], "base.stop.plateau=0.01", plan[4], plan[5]))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString())
                .contains("stop.plateau: must be 0 in a benchmark")
                .contains("got 0.01");
        succeed(
                plan[0],
                plan[1],
                plan[2],
                plan[3],
                plan[4],
                plan[5],
                "datasets.drawn.data.test=",
                "base.data.testShare=0.3");
        assertThat(JSON.readTree(out.toString()).at("/datasets/0/labeled/1").asInt())
                .as("4 images of 4 and 2, less the share")
                .isBetween(2, 4);
    }

    @Test
    void aPlanIsWrittenOnceAndTheReportNamesWhatDeviates() throws IOException {
        String plan = path("plan.json");
        succeed("benchmark", path("bench.yaml"), "--dry-run", "--plan", plan, "seeds=[3,4]");
        assertThat(Files.readString(Path.of(plan))).doesNotContain(folder.toString());
        assertThat(run("benchmark", path("bench.yaml"), "--dry-run", "--plan", plan))
                .isEqualTo(ExitCode.USER_INPUT);
        succeed("report", path("alone"), "--plan", plan, "--out", path("reported/report.html"));
        assertThat(Files.readString(folder.resolve("reported/comparison.md")))
                .contains("random, standard on", "seeds missing: 4", "Bootstrap over the")
                .doesNotContain("other options", "was not planned", "fewer cycles");
    }

    /** A report compares in the figure of the run that comes first on its page, whichever that is. */
    @Test
    void aPlanIsOfOneFigure() throws IOException {
        String two = Files.readString(folder.resolve("bench.yaml"))
                .replaceFirst("drawn: (\\{.*\\})\\}", "drawn: $1, other: $1}");
        String bench = Files.writeString(folder.resolve("two-sets.yaml"), two).toString();
        String figure = "datasets.other.evaluation.figure=coco:AP";
        String plan = path("plan-of-two-sets.json");
        assertThat(run("benchmark", bench, figure, "--dry-run", "--plan", plan)).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString())
                .contains("evaluation.figure: must be the same on all data sets of a plan")
                .contains("drawn=voc:AP-all-point", "other=coco:AP");
        assertThat(Path.of(plan)).doesNotExist();
        succeed("benchmark", bench, figure, "base.evaluation.figure=coco:AP", "--dry-run", "--plan", plan);
        assertThat(JSON.readTree(Files.readString(Path.of(plan))).get("figure").asString())
                .isEqualTo("coco:AP");
    }

    /** Nobody has said that a folder of this name in the working directory is the benchmark's. */
    @Test
    void aPlanLooksIntoNoFolderThatWasNotNamed() throws IOException, InterruptedException {
        Path here = folder.resolve("here");
        copy(folder.resolve("alone/" + CELLS.get(0)), here.resolve("benchmark/" + CELLS.get(0)));
        List<String> command = new ArrayList<>(Program.java());
        command.addAll(List.of("benchmark", path("bench.yaml"), "base.budget=3", "--dry-run"));
        Path said = folder.resolve("here.txt");
        Process plan = new ProcessBuilder(command)
                .directory(here.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(plan.waitFor()).as("%s", Files.readString(said)).isEqualTo(ExitCode.DONE);
        assertThat(said).content().contains(CELLS.get(0) + ": to do", "drawn/first-cycles/standard-3: to do");
    }

    @Test
    void aShareWithoutACellDoesNothingAndHasNoPlan() {
        String[] share = {"benchmark", path("bench.yaml"), "--dry-run", "--shard", "1/10"};
        succeed(share);
        assertThat(out.toString()).contains("Cells: 0");
        assertThat(run(share[0], share[1], share[2], share[3], share[4], "--plan", path("empty-plan.json")))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("--shard 1/10: has no cell; there are 4");
        assertThat(folder.resolve("empty-plan.json")).doesNotExist();
    }

    @Test
    void aPlanThatCannotBeReadIsToldBeforeAnythingBegins() throws IOException {
        Path plan = Files.writeString(folder.resolve("broken-plan.json"), "{}");
        assertThat(run("benchmark", path("bench.yaml"), "--plan", plan.toString(), "--out", path("unplanned")))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("broken-plan.json: is no plan that can be read");
        assertThat(folder.resolve("unplanned")).doesNotExist();
    }

    @Test
    void aReportThatCannotBeWrittenIsNoSuccess() throws IOException {
        for (String cell : CELLS) {
            copy(folder.resolve("alone/" + cell), folder.resolve("in-the-way/" + cell));
        }
        Files.writeString(folder.resolve("in-the-way/comparison.md"), "my own words");
        assertThat(run("benchmark", path("bench.yaml"), "--out", path("in-the-way")))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(out.toString()).contains("4 of 4 runs are done");
        assertThat(err.toString()).contains("comparison.md");
    }

    @Test
    void powerNeedsAPilotWithTwoSeeds() {
        assertThat(run("benchmark", "--power", path("alone"))).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("at least two seeds");
    }

    @Test
    void whatWouldDoNothingIsRefused() {
        String plan = path("unused-plan.json");
        refuse(
                "CONFIG, --dry-run, --plan would do nothing beside --power",
                "--power",
                path("alone"),
                "--dry-run",
                "--plan",
                plan);
        succeed("benchmark", path("bench.yaml"), "--dry-run", "--workers=1", "--no-report");
        refuse(
                "--plan would do nothing beside --no-report",
                "--no-report",
                "--plan",
                plan,
                "--out",
                path("unreported"));
        assertThat(Path.of(plan)).doesNotExist();
        assertThat(folder.resolve("unreported")).doesNotExist();
    }

    private void refuse(String why, String... more) {
        List<String> command = new ArrayList<>(List.of("benchmark", path("bench.yaml")));
        command.addAll(List.of(more));
        assertThat(run(command.toArray(String[]::new))).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains(why);
    }

    @Test
    void whatStandsInTheWayIsToldBeforeAnythingBegins() {
        assertThat(run("benchmark", path("bench.yaml"), "base.initial.images=99", "--out", path("none")))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("drawn/hua-emphasis-3: initial set of 99 images: the pool has only 12");
        assertThat(run(
                        "benchmark",
                        path("bench.yaml"),
                        "base.weights={mode: pretrained, backbone: nowhere}",
                        "--out",
                        path("none")))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("nowhere: does not exist");
        assertThat(run("benchmark", path("bench.yaml"), "base.predictions.spark=yarn", "--out", path("none")))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString())
                .contains("drawn/hua-standard-3: the cluster yarn needs the jars of Spark 4 for Scala 2.13");
        assertThat(run("benchmark", path("bench.yaml"), "base.budget=3", "--out", path("alone")))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString())
                .contains("drawn/random-standard-3: ", "holds a run with another configuration", "budget: 2, now 3");
        assertThat(run("benchmark", path("bench.yaml"), "--only", "haul*", "--out", path("none")))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("matches none of 4 cells, such as drawn/random-standard-3");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void cellsThatTookTheFirstCycleAreThoseThatTrainedThemselves() throws IOException {
        for (String loss : List.of("standard", "emphasis")) {
            String first = path("shared/drawn/first-cycles/" + loss + "-3");
            succeed("run", path("run.yaml"), "cycles=1", "loss=" + loss, "seed=3", "--out", first);
            for (String strategy : List.of("random", "hua")) {
                String cell = "drawn/" + strategy + "-" + loss + "-3";
                succeed(
                        "run",
                        path("run.yaml"),
                        "strategy=" + strategy,
                        "loss=" + loss,
                        "seed=3",
                        "--first-cycle",
                        first,
                        "--out",
                        path("shared/" + cell));
                assertThat(RunContent.of(folder.resolve("shared/" + cell)))
                        .isEqualTo(RunContent.of(folder.resolve("alone/" + cell)));
                assertThat(folder.resolve("shared/" + cell + "/cycle-0/shared.json"))
                        .exists();
            }
        }
        assertThat(run(
                        "run",
                        path("run.yaml"),
                        "loss=emphasis",
                        "seed=3",
                        "--first-cycle",
                        path("shared/drawn/first-cycles/standard-3"),
                        "--out",
                        path("shared/odd")))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("its first cycle cannot be taken");
        succeed("report", path("shared/drawn"), "--out", path("shared/report.html"), "--json");
        assertThat(JSON.readTree(out.toString()).get("runs")).hasSize(4);
    }

    /** Held up by others, this process may come too late to kill a worker; then it tries once more from the beginning. */
    @Test
    void killsOfTheBenchmarkAndOfAWorkerLoseNothing() throws IOException, InterruptedException {
        int late = 0;
        while (!killedInTime("killed-" + late)) {
            assertThat(++late).as("times that the workers had ended first").isLessThan(5);
        }
    }

    private static boolean killedInTime(String out) throws IOException, InterruptedException {
        String[] command = {"benchmark", path("bench.yaml"), "losses=standard", "--out", path(out), "--workers", "2"};
        killedInItsFirstCycle(out, command);
        Process again = Program.start(folder.resolve("again.txt"), command);
        await(() -> RunFolder.holdsRun(folder.resolve(out + "/drawn/random-standard-3")) || !again.isAlive());
        again.descendants().findFirst().ifPresent(ProcessHandle::destroyForcibly);
        if (again.waitFor() == ExitCode.DONE) {
            return false;
        }
        assertThat(again.exitValue()).isEqualTo(ExitCode.FAULT);
        assertThat(folder.resolve("again.txt")).content().contains("-standard-3: exit status 137", "-standard-3.log");
        assertThat(RunFolder.cyclesEnded(folder.resolve(out + "/drawn/random-standard-3"))
                        + RunFolder.cyclesEnded(folder.resolve(out + "/drawn/hua-standard-3")))
                .isBetween(2, 3);
        endsAsIfNeverKilled(out, command);
        return true;
    }

    private static void killedInItsFirstCycle(String out, String[] command) throws IOException, InterruptedException {
        Path first = folder.resolve(out + "/drawn/first-cycles/standard-3");
        Process parent = Program.start(folder.resolve("parent.txt"), command);
        await(() -> Files.exists(first.resolve("cycle-0/training/config.json")) || !parent.isAlive());
        List<ProcessHandle> orphans = parent.descendants().toList();
        assertThat(orphans).isNotEmpty();
        parent.destroyForcibly().waitFor();
        await(() -> orphans.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(FolderLock.isHeld(first)).isFalse();
    }

    private static void endsAsIfNeverKilled(String out, String[] command) throws IOException, InterruptedException {
        assertThat(Program.start(folder.resolve("last.txt"), command).waitFor()).isEqualTo(ExitCode.DONE);
        for (String cell : List.of("drawn/random-standard-3", "drawn/hua-standard-3")) {
            Map<String, Object> expected = RunContent.of(folder.resolve("alone/" + cell));
            assertThat(expected.remove("cycle-0/training/weights/last.safetensors"))
                    .isNotNull();
            assertThat(RunContent.of(folder.resolve(out + "/" + cell))).isEqualTo(expected);
        }
        assertThat(folder.resolve(out + "/report.html")).exists();
        assertThat(folder.resolve(out + "/comparison.md")).content().contains("hua");
    }

    @Test
    void aWorkerSavesAndEndsWhenNobodyWaitsForItAnyMore() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(Program.java());
        command.add(1, "-D" + ChildProcess.PROPERTY + "=true");
        command.addAll(List.of("run", path("run.yaml"), "training.epochs=10000", "--out", path("endless")));
        Process worker = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("endless.txt").toFile())
                .start();
        await(() -> Files.exists(folder.resolve("endless/cycle-0/training/checkpoint")) || !worker.isAlive());
        assertThat(worker.isAlive()).isTrue();
        worker.getOutputStream().close();
        assertThat(worker.waitFor()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(folder.resolve("endless.txt")).content().contains("stopped; 'huale resume");
    }

    @Test
    void runsThatAreHandedToACommandAreWaitedForAndAreTheSame() throws IOException {
        succeed(
                "benchmark",
                path("bench.yaml"),
                "--out",
                path("submitted"),
                "--only",
                "*-standard-*",
                "--submit",
                "sh -c {cell} &"); // which returns before the run has begun, as a queue does

        for (String cell : CELLS.subList(0, 2)) {
            Map<String, Object> expected = RunContent.of(folder.resolve("alone/" + cell));
            expected.remove("cycle-0/training/weights/last.safetensors");
            assertThat(RunContent.of(folder.resolve("submitted/" + cell))).isEqualTo(expected);
        }
        assertThat(folder.resolve("submitted/report.html")).exists();
    }

    @Test
    void aRunThatCannotBeHandedOverFailsWithWhatTheCommandSaid() {
        assertThat(run(
                        "benchmark",
                        path("bench.yaml"),
                        "--out",
                        path("refused"),
                        "--no-report",
                        "--only",
                        "random-standard-*",
                        "--submit",
                        "echo no such queue; exit 3; {cell}"))
                .isEqualTo(ExitCode.FAULT);
        assertThat(out.toString()).contains("exit status 3: no such queue");
    }

    @Test
    void aCommandWithoutAPlaceForTheRunIsRefused() {
        assertThat(run("benchmark", path("bench.yaml"), "--out", path("nowhere"), "--submit", "sbatch run.sh"))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("--submit must hold {cell}");
    }

    @Test
    void partsAreJoinedToTheWholeAndConflictsRefused() throws IOException {
        for (int i = 0; i < CELLS.size(); i++) {
            copy(folder.resolve("alone/" + CELLS.get(i)), folder.resolve("part-" + (i % 2) + "/" + CELLS.get(i)));
        }
        copy(folder.resolve("alone/" + CELLS.get(0)), folder.resolve("part-1/" + CELLS.get(0)));
        Files.delete(folder.resolve("part-1/" + CELLS.get(0) + "/cycle-1/cycle.json"));
        Path interrupted = interruptedCopy("merged/" + CELLS.get(1));
        succeed("benchmark", "merge", path("merged"), path("part-1"), path("part-0"));
        assertThat(out.toString()).contains("4 runs copied");
        assertThat(interrupted).doesNotExist();
        for (String cell : CELLS) {
            assertThat(RunContent.of(folder.resolve("merged/" + cell)))
                    .isEqualTo(RunContent.of(folder.resolve("alone/" + cell)));
        }
        interruptedCopy("merged/" + CELLS.get(1));
        succeed("benchmark", "merge", path("merged"), path("part-1"), path("part-0"));
        assertThat(out.toString()).contains("0 runs copied, 4 were there");
        succeed("report", path("merged"), "--out", path("interrupted/report.html"));
        assertThat(out.toString()).contains("4 runs");
        succeed(
                "benchmark",
                path("bench.yaml"),
                "--out",
                path("merged"),
                "--no-report",
                "--only",
                "none-*",
                "--only",
                "hua-*");
        assertThat(out.toString()).contains("2 of 2 runs are done");

        Path changed = folder.resolve("part-1/" + CELLS.get(1) + "/cycle-1/cycle.json");
        Files.writeString(changed, Files.readString(changed).replace("\"images\" : 6", "\"images\" : 7"));
        assertThat(run("benchmark", "merge", path("joined"), path("part-0"), path("part-1"), path("merged")))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains(changed + ": damaged");
        Files.delete(changed.resolveSibling("checksums.json")); // as earlier versions left runs
        assertThat(run("benchmark", "merge", path("joined"), path("part-0"), path("part-1"), path("merged")))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains(CELLS.get(1) + ": differs between", "cycle 1: images: 7, now 6");
        assertThat(folder.resolve("joined")).doesNotExist();
        assertThat(run("benchmark", "merge", path("joined"), path("set"))).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("holds no runs");
    }

    /** What earlier versions left of a copy of a run that was killed at its beginning. */
    private static Path interruptedCopy(String run) throws IOException {
        Path target = folder.resolve(run);
        Path left = Files.createDirectories(target.resolveSibling("." + target.getFileName() + ".0123456789ab.huale"));
        for (String file : List.of("config.json", "checksums.json")) {
            Files.copy(folder.resolve("alone/" + CELLS.get(1)).resolve(file), left.resolve(file));
        }
        return left;
    }

    @Test
    void cellsThatWereExtendedByThemselvesAreDone() throws IOException {
        for (String cell : CELLS) {
            copy(folder.resolve("alone/" + cell), folder.resolve("extended/" + cell));
        }
        succeed("benchmark", path("bench.yaml"), "base.cycles=1", "--no-report", "--out", path("extended"));
        assertThat(out.toString()).contains("4 of 4 runs are done");
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(5);
        }
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }
}
