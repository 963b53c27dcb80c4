package org.huale.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.huale.config.Settings;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.provider.FirstWeights;
import org.huale.detect.provider.SingleTraining;
import org.huale.detect.training.StopSignal;
import org.huale.detect.training.TrainingFolder;
import org.huale.detect.training.TrainingListener;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.image.ImageWriter;
import org.huale.torch.parallel.ChildRanks;
import org.huale.torch.parallel.Company;
import org.huale.torch.parallel.LostRankException;
import org.huale.torch.parallel.Member;
import org.huale.torch.parallel.watch.Pulse;
import org.huale.torch.train.AtIteration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that train together, killed or stopped in the middle. */
@Tag("slow")
@Timeout(value = 1, unit = TimeUnit.HOURS)
class KilledRankTest {
    private static final ImageSize SIZE = new ImageSize(64, 48);

    private static final Pulse QUICK = new Pulse(250, 20);

    @TempDir
    private Path folder;

    @BeforeEach
    void draw() throws IOException {
        Files.createDirectories(folder.resolve("images"));
        for (int i = 0; i < 4; i++) {
            byte[] rgb = new byte[Math.toIntExact(SIZE.pixels() * 3)];
            new SplittableRandom(i).nextBytes(rgb);
            ImageWriter.write(new Image(SIZE, rgb), file(folder, i));
        }
    }

    @Test
    void whenOneIsKilledAllEndAndTheTrainingGoesOnToTheSameBits() throws IOException {
        train("whole", TrainingFolder.Opening.NEW, TrainingListener.silent());
        assertThatThrownBy(() ->
                        train("parts", TrainingFolder.Opening.NEW, new AtIteration(5, KilledRankTest::killOthers)))
                .isInstanceOf(LostRankException.class)
                .hasMessageContaining("rank 1 of the 2 processes that work together ended with exit code 137")
                .hasMessageContaining("--resume");
        assertThat(ProcessHandle.current().children()).isEmpty();
        train("parts", TrainingFolder.Opening.RESUME, TrainingListener.silent());

        for (String file : List.of("metrics.csv", "weights/last.safetensors", "checkpoint/state.safetensors")) {
            assertThat(Files.readAllBytes(folder.resolve("parts").resolve(file)))
                    .as(file)
                    .isEqualTo(Files.readAllBytes(folder.resolve("whole").resolve(file)));
        }
    }

    /** Rank 0 looks at the images before the others do, to begin with the right norms. */
    @Test
    void whatCannotBeReadEndsAll() throws IOException {
        Files.writeString(file(folder, 3), "no image");

        assertThatThrownBy(() -> train("broken", TrainingFolder.Opening.NEW, TrainingListener.silent()))
                .hasMessageContaining("3.png");
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no SIGSTOP")
    void whoSaysNothingAnyMoreEndsAll() throws InterruptedException {
        TrainingListener stopping =
                new AtIteration(5, () -> ProcessHandle.current().children().forEach(KilledRankTest::stop));

        assertThatThrownBy(() -> together(folder, "silent", stopping, QUICK))
                .isInstanceOf(LostRankException.class)
                .hasMessageContaining("rank 1 of the 2 processes that work together has said nothing for 5 s")
                .hasMessageContaining("--resume");
        while (ProcessHandle.current().children().findAny().isPresent()) {
            Thread.sleep(20); // the time limit of the class says when this has failed
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no SIGSTOP")
    void theOthersEndWhenRankZeroSaysNothingAnyMore() throws IOException, InterruptedException {
        Process first = first();
        try {
            awaitIterations(first, 1);
            stop(first.toHandle());
            while (!said(first).contains("rank 0 of the 2 processes that work together has said nothing for 5 s")) {
                Thread.sleep(20); // the time limit of the class says when this has failed
            }
        } finally {
            first.destroyForcibly().waitFor();
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no SIGSTOP")
    void whoStoodStillTogetherGoOnTogether() throws IOException, InterruptedException {
        Process first = first();
        try {
            awaitIterations(first, 1);
            List<ProcessHandle> all = Stream.concat(Stream.of(first.toHandle()), first.descendants())
                    .toList();
            all.forEach(it -> signal("STOP", it));
            Thread.sleep(2L * QUICK.milliseconds() * QUICK.missed());
            int before = iterations();
            all.forEach(it -> signal("CONT", it));
            awaitIterations(first, before + 10);
        } finally {
            first.destroyForcibly().waitFor();
        }
    }

    @Test
    void theOthersEndWithRankZeroHoweverItEnds() throws IOException, InterruptedException {
        Process first = first();
        awaitIterations(first, 1);
        List<ProcessHandle> others = first.descendants().toList();
        assertThat(others).as(() -> output()).isNotEmpty();
        first.destroyForcibly().waitFor();
        while (others.stream().anyMatch(ProcessHandle::isAlive)) {
            Thread.sleep(20); // the time limit of the class says when this has failed
        }
    }

    /** Rank 0 in a process of its own, whose temporary files lie in the folder. */
    private Process first() throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        First.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("first.txt").toFile())
                .start();
    }

    private void awaitIterations(Process first, int wanted) throws IOException, InterruptedException {
        while (first.isAlive() && iterations() < wanted) {
            Thread.sleep(20);
        }
        assertThat(first.isAlive()).as(this::output).isTrue();
    }

    /** Lines after the heading of what rank 0 of a process of its own has noted. */
    private int iterations() throws IOException {
        Path begun = folder.resolve("first/metrics.csv");
        return Files.exists(begun) ? Files.readAllLines(begun).size() - 1 : 0;
    }

    /** What rank 1 wrote into its log. */
    private String said(Process first) throws IOException {
        assertThat(first.isAlive()).as(this::output).isTrue();
        try (Stream<Path> files = Files.walk(folder)) {
            Path log = files.filter(it -> it.endsWith("rank-1.log")).findFirst().orElseThrow();
            return Files.readString(log);
        }
    }

    private static void stop(ProcessHandle process) {
        signal("STOP", process);
    }

    private static void signal(String name, ProcessHandle process) {
        try {
            int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(code).isZero();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String output() {
        try {
            return Files.readString(folder.resolve("first.txt"));
        } catch (IOException e) {
            return "no output: " + e.getMessage();
        }
    }

    private static void killOthers() {
        ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
    }

    private void train(String name, TrainingFolder.Opening opening, TrainingListener listener) {
        train(folder, name, opening, listener);
    }

    private static void train(Path folder, String name, TrainingFolder.Opening opening, TrainingListener listener) {
        TorchTraining.reportingTo(listener, new StopSignal()).run(request(folder, name, opening, 9));
    }

    /** A training without end, as rank 0. */
    private static void together(Path folder, String name, TrainingListener listener, Pulse pulse) {
        TrainingRequest request = request(folder, name, TrainingFolder.Opening.NEW, 100_000);
        try (Company company = new ChildRanks(new Member(0, 2, pulse), words -> RankProgram.words(request, words))) {
            TorchTraining.reportingTo(listener, new StopSignal()).run(request, company);
        }
    }

    private static TrainingRequest request(Path folder, String name, TrainingFolder.Opening opening, int iterations) {
        TrainingConfig config = new Settings()
                .assignment("threads=1")
                .assignment("training.epochs=0")
                .assignment("training.iterations=" + iterations)
                .assignment("training.processes=2")
                .assignment("training.batchSize=1")
                .assignment("training.saving.everyIterations=2")
                .assignment("training.sgd.learningRate=0.001")
                .assignment("detector.transform.minSize=48")
                .assignment("detector.transform.maxSize=64")
                .into(TrainingConfig.defaults(DetectorModel.SMALL_RESNET_FPN.options()));
        return new TrainingRequest(
                new SingleTraining(dataset(folder), null, folder.resolve(name), opening, Map.of()),
                config,
                FirstWeights.random());
    }

    private static Dataset dataset(Path folder) {
        List<ImageRecord> images = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            images.add(new ImageRecord(
                    new ImageId("image-" + i),
                    file(folder, i),
                    SIZE,
                    List.of(Annotation.of(new Box(5, 5, 40, 40), i % 2))));
        }
        return new Dataset("noise", ClassNames.of("a", "b"), images);
    }

    private static Path file(Path folder, int i) {
        return folder.resolve("images").resolve(i + ".png");
    }

    /** Rank 0 in a process of its own. */
    public static final class First {
        private First() {}

        public static void main(String[] arguments) {
            together(Path.of(arguments[0]), "first", TrainingListener.silent(), QUICK);
        }
    }
}
