package org.huale.cli.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.StrategyChoice;
import org.huale.acquire.store.StoredPredictions;
import org.huale.app.data.PoolReading;
import org.huale.app.score.Scoring;
import org.huale.app.score.ScoringPool;
import org.huale.cli.ExitCode;
import org.huale.cli.progress.DetectionProgress;
import org.huale.dataset.ClassNames;
import org.huale.dataset.CocoNumbering;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.WatchedDetector;
import org.huale.geometry.ImageSize;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** All of {@code huale score} but the detector, over a pool as large as one likes. */
@Command(name = "score", description = "Scores a made-up pool with made-up detections; prints time and peak heap.")
final class PoolBenchmark implements Callable<Integer> {
    private static final double MEGABYTE = 1 << 20;
    private static final ClassNames CLASSES = ClassNames.of("a", "b", "c", "d", "e", "f", "g", "h");
    private static final ImageSize SIZE = new ImageSize(640, 480);

    @Spec
    private CommandSpec spec;

    @Option(names = "--images", paramLabel = "N", defaultValue = "1000000", description = "Size of the pool.")
    private int images;

    @Option(names = "--objects", paramLabel = "N", defaultValue = "5", description = "Detections an image.")
    private int objects;

    @Option(
            names = "--features",
            paramLabel = "N",
            defaultValue = "64",
            description = "Length of features and vectors (default: ${DEFAULT-VALUE}).")
    private int features;

    @Option(names = "--budget", paramLabel = "N", defaultValue = "1000", description = "Images to choose.")
    private int budget;

    @Option(
            names = "--strategy",
            paramLabel = "VALUE",
            defaultValue = StrategyChoice.USUAL,
            description = "As in the file of a run, also {name: coverage, candidates: {factor: 0}}.")
    private String strategy;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for results and predictions.")
    private Path out;

    @Override
    public Integer call() {
        long start = System.nanoTime();
        ScoringPool pool = ScoringPool.of(new PoolReading(dataset(), CocoNumbering.none()), null, null);
        AcquisitionStrategy chosen = StrategyChoice.parse(strategy).strategy();
        long poolMade = System.nanoTime();
        try (StoredPredictions predictions = StoredPredictions.open(
                out.resolve("predictions"),
                () -> new WatchedDetector(
                        new SyntheticDetector(CLASSES, objects, features),
                        new DetectionProgress(spec.commandLine().getErr())),
                pool.pool().images(),
                chosen.needs())) {
            new Scoring(pool, new Scoring.Setup(chosen, budget, 0)).run(predictions, predictions::known, out);
            spec.commandLine()
                    .getOut()
                    .printf(
                            Locale.ROOT,
                            "%d images, %d objects each, forwards %s: %.1f s (pool %.1f s), of the processor %.1f s, peak heap %.0f MB%n",
                            images,
                            objects,
                            predictions.forwards(),
                            (System.nanoTime() - start) / 1e9,
                            (poolMade - start) / 1e9,
                            StepMeter.processorTime() / 1e9,
                            StepMeter.peakHeap() / MEGABYTE);
        }
        return ExitCode.DONE;
    }

    /** Ids and paths as long as those of COCO. */
    private Dataset dataset() {
        List<ImageRecord> records = IntStream.range(0, images)
                .mapToObj(i -> {
                    String name = String.format(Locale.ROOT, "train2017/%012d.jpg", i);
                    return new ImageRecord(new ImageId(name), Path.of("/data/coco/images", name), SIZE, List.of());
                })
                .toList();
        return new Dataset("made up", CLASSES, records);
    }
}
