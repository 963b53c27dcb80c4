package org.huale.cli.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.huale.cli.ExitCode;
import org.huale.cli.Program;
import org.huale.cli.ProgramTest;
import org.huale.laws.LawSeeds;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM ends what takes long with the status that systems have for it, at whatever moment, and without a stack trace. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no SIGTERM")
@Timeout(value = 1, unit = TimeUnit.HOURS)
class SignalsTest extends ProgramTest {
    /** What JDK 17 says, with status 1, of a signal in its first moments, before a line of HUALE has run. */
    private static final String JAVA_ITSELF = "Error occurred during initialization of VM";

    private static final int TERMINATED = 143;
    private static final long SEED = LawSeeds.fresh();
    private static final int LATEST_MILLIS = 4_000;

    /** Of processors; more than a program takes until it reads. */
    private static final Duration START = Duration.ofSeconds(4);

    @TempDir
    private static Path folder;

    private interface Moment {
        boolean isNow(String said) throws IOException;
    }

    @BeforeAll
    static void makeData() throws IOException {
        SignalsTest once = new SignalsTest();
        Program.drawTinySet(folder.resolve("set"), 12);
        Program.drawTinySet(folder.resolve("pool"), 300);
        once.train(path("set"), folder.resolve("trained"));
        String run = Program.TINY_RUN
                + "cycles: 2\ntraining: {recipe: torchvision, epochs: 10000, saving: {everyIterations: 1}}\n";
        Files.writeString(folder.resolve("base.yaml"), run);
        Files.writeString(folder.resolve("run.yaml"), run + Program.data(folder.resolve("set")));
        Files.writeString(folder.resolve("people.yaml"), Program.data(folder.resolve("set")) + Program.SCRIPTED_RUN);
        Files.writeString(
                folder.resolve("bench.yaml"),
                "base: " + path("base.yaml") + "\nstrategies: [random, entropy]\nlosses: [standard]\nseeds: [1]\n"
                        + "datasets: {drawn: {"
                        + Program.data(folder.resolve("set")).strip() + "}}\n");
        assertThat(once.run("run", path("people.yaml"), "oracle=inbox", "cycles=1", "--out", path("people")))
                .as(once.err::toString)
                .isEqualTo(ExitCode.AWAITS_ANNOTATION);
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void aRunThatTrains() throws IOException, InterruptedException {
        Path checkpoint = folder.resolve("run/cycle-0/training/checkpoint");
        String told = ended(said -> Files.exists(checkpoint), "run", path("run.yaml"), "--out", path("run"));
        assertThat(told).contains("stopped; 'huale resume " + path("run") + "' continues");
    }

    private static boolean isUnderWay(Path training) throws IOException {
        Path metrics = training.resolve("metrics.csv");
        return Files.exists(metrics) && Files.readAllLines(metrics).size() > 1;
    }

    private static boolean isBlocked(Path file) throws IOException {
        Files.createDirectories(file.resolve("in-the-way"));
        return true;
    }

    /** As on a full disk. What is said once all is over must not get lost on the way. */
    @Test
    void aRunThatCannotSave() throws IOException, InterruptedException {
        Path training = folder.resolve("unsaved/cycle-0/training");
        Path checkpoint = training.resolve("checkpoint/state.safetensors");
        String told = ended(
                said -> isUnderWay(training) && isBlocked(checkpoint),
                "run",
                path("run.yaml"),
                "training.saving.everyIterations=0",
                "training.saving.everyEpochs=0",
                "--out",
                path("unsaved"));
        assertThat(told).contains("huale: " + checkpoint + ": cannot be written");
    }

    @Test
    void aBenchmark() throws IOException, InterruptedException {
        Path first = folder.resolve("bench/drawn/first-cycles/standard-1/cycle-0/training/checkpoint");
        String told = ended(said -> Files.exists(first), benchmark("bench"));
        assertThat(told).contains("stopped; the same command continues");
    }

    private static String[] benchmark(String out) {
        return new String[] {"benchmark", path("bench.yaml"), "--workers", "1", "--out", path(out)};
    }

    @Test
    void aScoring() throws IOException, InterruptedException {
        int late = 0;
        while (!stopsScoring("score-" + late)) {
            assertThat(++late).as("times that the scoring had ended first").isLessThan(5);
        }
        succeed(score("score-" + late));
        succeed(score("at-once"));
        assertThat(folder.resolve("score-" + late + "/selection.json"))
                .as("what is gone on with")
                .hasSameTextualContentAs(folder.resolve("at-once/selection.json"));
    }

    /** Not where a scoring is done before the signal comes, as on a machine that is busy with other things. */
    private static boolean stopsScoring(String out) throws IOException, InterruptedException {
        Path predictions = folder.resolve(out).resolve("predictions");
        int status = statusAfter(said -> Files.exists(predictions), score(out));
        if (status != ExitCode.DONE) {
            requireTerminated(status, "score");
        }
        return status != ExitCode.DONE;
    }

    private static String[] score(String out) {
        return new String[] {
            "score",
            "--weights",
            path("trained/weights/last.safetensors"),
            "--data",
            "voc:" + path("pool") + ":trainval",
            "--budget",
            "5",
            "--threads",
            "1",
            "--out",
            path(out)
        };
    }

    @Test
    void thePage() throws IOException, InterruptedException {
        String said = ended(text -> text.contains("Label at http://"), label(path("people")));
        assertThat(said).contains("Saved. 'huale label " + path("people") + "' continues.");
    }

    /** The options and keys of the first command are refused where something continues. */
    @Test
    void thePageOfAFolderOfImages() throws IOException, InterruptedException {
        String[] first = label(path("set/JPEGImages"), "seed=7", "--measure", "3", "--out", path("labels"));
        String said = ended(text -> text.contains("Label at http://"), first);
        assertThat(said).contains("Saved. 'huale label " + path("labels") + "' continues.");
        ended(text -> text.contains("Label at http://"), label(path("labels")));
    }

    private static String[] label(String... words) {
        List<String> command = new ArrayList<>(List.of("label", "--no-browser", "--port", "0"));
        command.addAll(List.of(words));
        return command.toArray(String[]::new);
    }

    @Test
    void guessesOnDemand() throws IOException, InterruptedException {
        ended(said -> said.contains("Guesses at http://"), guesses());
    }

    /** What only reads has nothing to save, and is not waited for. */
    @Test
    void guessesOfWeightsThatTakeLongToRead() throws IOException, InterruptedException {
        Path weights = folder.resolve("endless.safetensors");
        makeEndless(weights);
        requireEndedAtOnce(
                "serve-guesses",
                "--weights",
                weights.toString(),
                "--data",
                "voc:" + path("set") + ":trainval",
                "--port",
                "0");
    }

    @Test
    void thePageOfARunThatTakesLongToCheck() throws IOException, InterruptedException {
        copy(folder.resolve("people"), folder.resolve("long"));
        Path checked = folder.resolve("long/initial.json");
        assertThat(checked).isRegularFile();
        makeEndless(checked);
        requireEndedAtOnce(label(path("long")));
    }

    /** Takes minutes to read, and no room on the disk. */
    private static void makeEndless(Path file) throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 38);
        }
    }

    /** With the signal at a moment when a program has long begun to read. */
    private static void requireEndedAtOnce(String... words) throws IOException, InterruptedException {
        Process program = Program.start(log(words[0]), words);
        while (program.isAlive() && used(program).compareTo(START) < 0) {
            Thread.sleep(20);
        }
        program.destroy();
        boolean ended = program.waitFor(1, TimeUnit.MINUTES);
        program.destroyForcibly();
        assertThat(ended).as(words[0] + " ends soon").isTrue();
        requireTerminated(program.exitValue(), words[0]);
    }

    private static Duration used(Process program) {
        return program.info().totalCpuDuration().orElse(START);
    }

    private static String[] guesses() {
        return new String[] {
            "serve-guesses",
            "--weights",
            path("trained/weights/last.safetensors"),
            "--data",
            "voc:" + path("set") + ":trainval",
            "--port",
            "0"
        };
    }

    /** What is unpacked by then does not stay among the system's temporary files. */
    @Test
    void anImportOfAnArchive() throws IOException, InterruptedException {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        pack(folder.resolve("work.zip"));
        List<String> command = new ArrayList<>(Program.java());
        command.add(1, "-Djava.io.tmpdir=" + temporary);
        command.addAll(List.of("import", path("people"), path("work.zip")));
        Process program = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log("import").toFile())
                .start();
        while (program.isAlive() && unpacked(temporary).isEmpty()) {
            Thread.sleep(20);
        }
        program.destroy();
        requireTerminated(program.waitFor(), "import");
        assertThat(unpacked(temporary)).isEmpty();
    }

    /** So much that it takes some seconds to unpack. */
    private static void pack(Path archive) throws IOException {
        try (ZipOutputStream packed = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (int i = 0; i < 100_000; i++) {
                packed.putNextEntry(new ZipEntry(i % 100 + "/" + i + ".txt"));
            }
        }
    }

    private static List<Path> unpacked(Path temporary) throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.filter(it -> it.getFileName().toString().startsWith("huale-unpacked-"))
                    .toList();
        }
    }

    @Test
    void anyOfThemAtADrawnMoment() throws IOException, InterruptedException {
        atDrawnMoments(1);
    }

    @Test
    @Tag("slow")
    void anyOfThemAtFiftyDrawnMoments() throws IOException, InterruptedException {
        atDrawnMoments(50);
    }

    private static void atDrawnMoments(int times) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < times; i++) {
            String out = "drawn-" + times + "-" + i;
            for (String[] command :
                    List.of(score(out), label(path("people")), guesses(), benchmark(out + "-benchmark"))) {
                int millis = random.nextInt(LATEST_MILLIS);
                String what = command[0] + " after " + millis + " ms, seed " + SEED;
                Path said = folder.resolve(out + ".txt");
                Process program = Program.start(said, command);
                program.waitFor(millis, TimeUnit.MILLISECONDS);
                program.destroy();
                int status = program.waitFor();
                String words = Files.readString(said);
                if (!words.startsWith(JAVA_ITSELF)) {
                    assertThat(status).as(what + "\n" + words).isIn(ExitCode.DONE, TERMINATED);
                    requireNoTrace(what, words);
                }
            }
        }
    }

    private static String ended(Moment moment, String... words) throws IOException, InterruptedException {
        return requireTerminated(statusAfter(moment, words), words[0]);
    }

    /** With which a program ends that gets the signal at a moment, or that ended before. */
    private static int statusAfter(Moment moment, String... words) throws IOException, InterruptedException {
        Path log = log(words[0]);
        Process program = Program.start(log, words);
        while (!moment.isNow(Files.readString(log)) && program.isAlive()) {
            Thread.sleep(20);
        }
        program.destroy();
        return program.waitFor();
    }

    private static String requireTerminated(int status, String command) throws IOException {
        String said = Files.readString(log(command));
        assertThat(status).as(command + "\n" + said).isEqualTo(TERMINATED);
        requireNoTrace(command, said);
        return said;
    }

    private static Path log(String command) {
        return folder.resolve("said-" + command + ".txt");
    }

    private static void requireNoTrace(String what, String said) {
        assertThat(said).as(what).doesNotContain("\tat ", "Exception", "a bug in HUALE", "A fatal error");
    }
}
