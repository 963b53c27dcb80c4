package org.huale.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.huale.cli.ExitCode;
import org.huale.cli.Program;
import org.huale.cli.ProgramTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs of strategies that train networks beside the detector, on images and a detector as small as can be. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class LearnedStrategiesTest extends ProgramTest {
    @TempDir
    private static Path folder;

    @BeforeAll
    static void makeData() throws IOException {
        Program.drawTinySet(folder.resolve("set"), 14);
        Files.writeString(folder.resolve("run.yaml"), Program.data(folder.resolve("set")) + Program.TINY_RUN + """
                cycles: 2
                training: {recipe: torchvision, epochs: 3, batchSize: 2, saving: {everyIterations: 1}}
                """);
    }

    @ParameterizedTest
    @CsvSource({
        "ll4al, loss-prediction, predicted-loss, 10",
        "vaal, adversarial-autoencoder, labeled-probability, 14" // labeled images too, to say what it has learned
    })
    void aKilledRunGoesOnToTheSameSelectionAndWeights(String strategy, String companion, String vector, int forwards)
            throws IOException, InterruptedException {
        String[] run = {"run", path("run.yaml"), "strategy=" + strategy, "--out", path(strategy)};
        succeed(run);
        assertThat(cycle(strategy, 0)).contains("\"" + companion + ".accuracy\"", "\"" + vector + "\" : " + forwards);

        kill(strategy + "-killed", strategy);
        succeed("resume", path(strategy + "-killed"));
        for (String file : List.of(
                "cycle-0/selection.json",
                "cycle-0/training/metrics.csv",
                "cycle-1/training/weights/last.safetensors",
                "cycle-1/training/weights/last." + companion + ".safetensors")) {
            assertThat(folder.resolve(strategy + "-killed").resolve(file))
                    .as(file)
                    .hasSameBinaryContentAs(folder.resolve(strategy).resolve(file));
        }
        score(strategy, companion);
    }

    /** Selects from all images with the weights of the run, and without those that belong beside them. */
    private void score(String strategy, String companion) throws IOException {
        Path weights = folder.resolve(strategy + "/cycle-1/training/weights/last.safetensors");
        succeed(score(weights, strategy, "score-" + strategy));
        assertThat(out.toString()).contains("chose 3 of 17 images");
        Path alone = folder.resolve("alone-" + strategy + ".safetensors");
        Files.copy(weights, alone);
        assertThat(run(score(alone, strategy, "alone-" + strategy))).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString())
                .contains("strategy " + strategy + " needs the", "NAME." + companion + ".safetensors");
    }

    private static String[] score(Path weights, String strategy, String name) {
        return new String[] {
            "score",
            "--weights",
            weights.toString(),
            "--data",
            path("set/JPEGImages"),
            "--strategy",
            strategy,
            "--budget",
            "3",
            "--out",
            path(name)
        };
    }

    private static String cycle(String run, int number) throws IOException {
        return Files.readString(folder.resolve(run).resolve("cycle-" + number + "/cycle.json"));
    }

    /** Kills a process in the middle of its first training. */
    private static void kill(String name, String strategy) throws IOException, InterruptedException {
        Process child = Program.start(
                folder.resolve("child.txt"), "run", path("run.yaml"), "strategy=" + strategy, "--out", path(name));
        Path metrics = folder.resolve(name + "/cycle-0/training/metrics.csv");
        while (child.isAlive()
                && (!Files.exists(metrics) || Files.readString(metrics).lines().count() < 4)) {
            Thread.sleep(1);
        }
        child.destroyForcibly().waitFor();
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }
}
