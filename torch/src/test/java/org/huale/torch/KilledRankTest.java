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
import org.huale.torch.parallel.LostRankException;
import org.huale.torch.train.AtIteration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that train together, killed in the middle. */
@Tag("slow")
@Timeout(value = 1, unit = TimeUnit.HOURS)
class KilledRankTest {
    private static final ImageSize SIZE = new ImageSize(64, 48);

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
                .hasMessageContaining("rank 1 of the 2 processes of this training ended with exit status 137")
                .hasMessageContaining("--resume");
        assertThat(ProcessHandle.current().children()).isEmpty();
        train("parts", TrainingFolder.Opening.RESUME, TrainingListener.silent());

        for (String file : List.of("metrics.csv", "weights/last.safetensors", "checkpoint/state.safetensors")) {
            assertThat(Files.readAllBytes(folder.resolve("parts").resolve(file)))
                    .as(file)
                    .isEqualTo(Files.readAllBytes(folder.resolve("whole").resolve(file)));
        }
    }

    @Test
    void whatAnotherProcessCannotReadIsTold() throws IOException {
        Files.writeString(file(folder, 3), "no image");

        assertThatThrownBy(() -> train("broken", TrainingFolder.Opening.NEW, TrainingListener.silent()))
                .hasMessageContaining("3.png");
    }

    @Test
    void theOthersEndWithRankZeroHoweverItEnds() throws IOException, InterruptedException {
        Process first = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                        "-cp",
                        System.getProperty("java.class.path"),
                        First.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("first.txt").toFile())
                .start();
        Path begun = folder.resolve("first/metrics.csv");
        while (first.isAlive()
                && !(Files.exists(begun) && Files.readAllLines(begun).size() > 2)) {
            Thread.sleep(20);
        }
        List<ProcessHandle> others = first.descendants().toList();
        assertThat(others).as(() -> output()).isNotEmpty();
        first.destroyForcibly().waitFor();
        while (others.stream().anyMatch(ProcessHandle::isAlive)) {
            Thread.sleep(20); // the time limit of the class says when this has failed
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
        boolean endless = name.equals("first");
        TrainingConfig config = new Settings()
                .assignment("threads=1")
                .assignment("training.epochs=0")
                .assignment("training.iterations=" + (endless ? 100_000 : 9))
                .assignment("training.processes=2")
                .assignment("training.batchSize=1")
                .assignment("training.saving.everyIterations=2")
                .assignment("training.sgd.learningRate=0.001")
                .assignment("detector.transform.minSize=48")
                .assignment("detector.transform.maxSize=64")
                .into(TrainingConfig.defaults(DetectorModel.SMALL_RESNET_FPN.options()));
        TorchTraining.reportingTo(listener, new StopSignal())
                .run(new TrainingRequest(
                        new SingleTraining(dataset(folder), null, folder.resolve(name), opening, Map.of()),
                        config,
                        FirstWeights.random()));
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
            train(Path.of(arguments[0]), "first", TrainingFolder.Opening.NEW, TrainingListener.silent());
        }
    }
}
