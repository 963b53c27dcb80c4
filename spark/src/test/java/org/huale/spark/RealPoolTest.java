package org.huale.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.huale.acquire.StrategyChoice;
import org.huale.acquire.distinct.NearDuplicates;
import org.huale.app.data.PoolReading;
import org.huale.app.process.Invocation;
import org.huale.app.score.DetectionPlace;
import org.huale.app.score.ScoreRequest;
import org.huale.app.score.ScoreSession;
import org.huale.app.train.TrainConfig;
import org.huale.app.train.TrainSession;
import org.huale.config.Settings;
import org.huale.dataset.Dataset;
import org.huale.detect.provider.DetectorSource;
import org.huale.detect.provider.FirstWeights;
import org.huale.detect.provider.SingleTraining;
import org.huale.detect.training.StopSignal;
import org.huale.detect.training.TrainingFolder;
import org.huale.detect.training.TrainingListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The 2,452 real images of {@code voc2007-small}'s list {@code trainval} on a standalone master and two workers, whose executors
 * are processes of their own. The detector is a small one with libtorch that has learned from 300 of them for
 * half a minute, so that scores lie close together.
 */
@Tag("slow")
@Timeout(3600)
class RealPoolTest {
    private static final int IMAGES = 2452;
    private static final int LEARNED_FROM = 300;
    private static final int BUDGET = 50;
    private static final int BATCH = 4;
    private static final double KEPT_FROM = 0.01;

    @TempDir
    private static Path folder;

    private static String pool;

    private ExecutorSettings settings;

    @BeforeAll
    static void requireImages() {
        String data = System.getenv("HUALE_DATA");
        assumeTrue(data != null, "HUALE_DATA names no folder of real images");
        Path images = Path.of(String.valueOf(data), "voc2007-small").toAbsolutePath();
        assumeTrue(Files.isDirectory(images), images + " is not there");
        pool = "voc:" + images + ":trainval";
    }

    @BeforeEach
    void set() throws IOException {
        settings = new ExecutorSettings(Map.of());
    }

    @AfterEach
    void reset() {
        settings.close();
    }

    @Test
    void realImagesAreChosenAsWithoutACluster() throws IOException {
        Path weights = trained();
        Path local = scored(weights, "local", DetectionPlace.here());
        Path workers = folder.resolve("workers");
        Path out;
        try (StandaloneCluster cluster = new StandaloneCluster(workers)) {
            out = scored(weights, "cluster", SparkCluster.on(cluster.url(), null));
        }
        DrawnPool.assertSame(out, local);
        for (String view : List.of("original", "flipped")) {
            String file = "predictions/" + view + ".predictions";
            assertThat(out.resolve(file)).hasSameBinaryContentAs(local.resolve(file));
        }
        assertThat(Files.readAllLines(out.resolve("selection.txt"))).hasSize(BUDGET);
        assertThat(scoresOfTheFirstStage(out).distinct().count())
                .as("different scores, as something was found")
                .isGreaterThan(IMAGES / 2);
        for (int worker = 1; worker <= 2; worker++) {
            assertThat(workers.resolve("worker" + worker))
                    .as("folders of executors")
                    .isDirectoryContaining("glob:**app-*");
        }
    }

    private static Stream<String> scoresOfTheFirstStage(Path out) throws IOException {
        List<String> lines = Files.readAllLines(out.resolve("scores.csv"));
        assertThat(lines).hasSize(1 + IMAGES);
        return lines.stream().skip(1).map(line -> line.split(",", -1)[2]);
    }

    private static Path trained() {
        Settings settings = new Settings();
        List.of(
                        "detector=small-resnet-fpn",
                        "detector.transform.minSize=64",
                        "detector.transform.maxSize=96",
                        "detector.rpn.training.afterNms=50",
                        "detector.rpn.detection.beforeNms=50",
                        "detector.rpn.detection.afterNms=30",
                        "detector.roi.output.perImage=10",
                        "training.epochs=1",
                        "training.sgd.learningRate=0.01",
                        "training.schedule.warmUpIterations=10",
                        "threads=1",
                        "seed=1")
                .forEach(settings::assignment);
        Dataset all = PoolReading.read(pool).dataset();
        Dataset few = new Dataset("few", all.classes(), all.images().subList(0, LEARNED_FROM));
        return new TrainSession(TrainConfig.of(settings, FirstWeights.random()), FirstWeights.random())
                .run(
                        new SingleTraining(few, null, folder.resolve("training"), TrainingFolder.Opening.NEW, Map.of()),
                        TrainingListener.silent(),
                        new StopSignal())
                .lastWeights();
    }

    private static Path scored(Path weights, String name, DetectionPlace place) {
        Path out = folder.resolve(name);
        ScoreRequest request = new ScoreRequest(
                new ScoreRequest.Images(pool, null, null),
                StrategyChoice.named("hua"),
                NearDuplicates.defaults(),
                BUDGET,
                5);
        DetectorSource source = new DetectorSource(
                weights,
                null,
                new DetectorSource.Changes(null, null, KEPT_FROM, null),
                new DetectorSource.Place("cpu", 1));
        new ScoreSession(request, out)
                .byDetector(
                        new ScoreSession.Detecting(source, BATCH, DrawnPool.NOBODY, place),
                        new Invocation("test", "unknown", List.of()),
                        notice -> {});
        return out;
    }
}
