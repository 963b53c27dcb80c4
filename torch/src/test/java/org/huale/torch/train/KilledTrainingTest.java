package org.huale.torch.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.huale.config.ConfigJson;
import org.huale.detect.training.TrainingFolder;
import org.huale.detect.training.TrainingListener;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills real processes in the middle of training, as the kernel would for want of memory. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class KilledTrainingTest {
    @TempDir
    private Path folder;

    @Test
    void aKilledTrainingGoesOnAsIfNeverStopped() throws IOException, InterruptedException {
        killAndCompare(1, 11);
    }

    @Test
    @Tag("slow")
    void aTrainingKilledManyTimesGoesOnAsIfNeverStopped() throws IOException, InterruptedException {
        killAndCompare(8, 12);
    }

    private void killAndCompare(int kills, long seed) throws IOException, InterruptedException {
        TrainingOptions options = TinyTraining.options(30, 3);
        Path killed = folder.resolve("killed");
        TinyTraining.run(folder.resolve("whole"), TrainingFolder.Opening.NEW, options, TrainingListener.silent());
        prepare(killed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < kills; i++) {
            kill(killed, options, random.nextInt(1, 20));
        }
        TinyTraining.run(killed, TrainingFolder.Opening.RESUME, options, TrainingListener.silent());

        SameRun.assertSame(folder.resolve("whole"), killed);
    }

    /** A folder as a process leaves it that died before its first file. */
    private static void prepare(Path killed) {
        TrainingFolder.open(killed, TrainingFolder.Opening.NEW).close();
    }

    /** Starts a process that trains on and kills it once it has done some more steps. */
    private void kill(Path killed, TrainingOptions options, int steps) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TinyTraining.Child.class.getName(),
                        killed.toString(),
                        ConfigJson.write(options))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("child.txt").toFile())
                .start();
        long before = lines(killed);
        while (child.isAlive() && lines(killed) < before + steps) {
            Thread.sleep(1);
        }
        assertThat(child.isAlive()).as(() -> output()).isTrue();
        child.destroyForcibly().waitFor();
    }

    private String output() {
        try {
            return Files.readString(folder.resolve("child.txt"));
        } catch (IOException e) {
            return "no output: " + e.getMessage();
        }
    }

    private static long lines(Path killed) throws IOException {
        Path file = killed.resolve("metrics.csv");
        if (!Files.exists(file)) {
            return 0;
        }
        return Files.readString(file).lines().count();
    }
}
