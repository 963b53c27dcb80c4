package org.huale.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.StrategyChoice;
import org.huale.acquire.store.StoreHeader;
import org.huale.acquire.store.StoredPredictions;
import org.huale.app.data.PoolReading;
import org.huale.app.score.PredictionFiles;
import org.huale.app.score.Scoring;
import org.huale.app.score.ScoringPool;
import org.huale.dataset.ClassNames;
import org.huale.dataset.CocoNumbering;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.View;
import org.huale.geometry.ImageSize;
import org.huale.spark.parquet.Content;
import org.huale.spark.parquet.DetectionRows;
import org.huale.spark.parquet.ParquetFolder;
import org.huale.spark.parquet.PartHeader;
import org.huale.spark.parquet.PartWriter;
import org.huale.spark.parquet.RowImage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A selection from the Parquet files of a large pool, with invented predictions; says what it took. The size of the pool is the
 * property {@code huale.scale.images}, the strategy {@code huale.scale.strategy}, how many are chosen {@code huale.scale.budget}, and
 * {@code huale.scale.flipped} says whether there are predictions of mirrored images, too.
 */
@Tag("slow")
class ParquetScaleTest {
    private static final Logger LOG = LoggerFactory.getLogger(ParquetScaleTest.class);
    private static final ClassNames CLASSES = ClassNames.of("a", "b", "c", "d", "e", "f", "g", "h");
    private static final ImageSize SIZE = new ImageSize(640, 480);
    private static final int OBJECTS = 5;
    private static final int PART = 256;
    private static final int IMAGES = Integer.getInteger("huale.scale.images", 10_000);
    private static final int BUDGET = Integer.getInteger("huale.scale.budget", 100);
    private static final String STRATEGY = System.getProperty("huale.scale.strategy", "hua");
    private static final List<View> VIEWS = Boolean.parseBoolean(System.getProperty("huale.scale.flipped", "true"))
            ? List.of(View.ORIGINAL, View.FLIPPED)
            : List.of(View.ORIGINAL);

    @TempDir
    private static Path folder;

    @Test
    void selectsFromManyFilesWithLittleMemory() {
        ScoringPool pool = ScoringPool.of(new PoolReading(dataset(), CocoNumbering.none()), null, null);
        AcquisitionStrategy strategy = StrategyChoice.parse(STRATEGY).strategy();
        long start = System.nanoTime();
        for (View view : VIEWS) {
            write(view, strategy.needs(), pool.pool().images().images());
        }
        long written = System.nanoTime();
        long processor = processorTime();
        resetPeaks();
        PredictionFiles.Kept kept = ParquetDetector.kept(parquet().toString());
        try (StoredPredictions predictions = StoredPredictions.open(
                folder.resolve("predictions"), kept::found, pool.pool().images(), strategy.needs())) {
            Scoring.Result result = new Scoring(pool, new Scoring.Setup(strategy, BUDGET, 0))
                    .run(predictions, predictions::known, folder);
            assertThat(result.selection().images()).hasSize(BUDGET);
            assertThat(predictions.forwards()).containsEntry("original", IMAGES);
        }
        LOG.info(
                "{} images of {} detections in {} files: written in {} s, selected by {} in {} s, of the processor {} s, with at most {} MB of heap",
                IMAGES,
                OBJECTS,
                VIEWS.size() * ((IMAGES + PART - 1) / PART),
                (written - start) / 1_000_000_000,
                STRATEGY,
                (System.nanoTime() - written) / 1_000_000_000,
                (processorTime() - processor) / 1_000_000_000,
                peakHeap() >> 20);
    }

    private static Path parquet() {
        return folder.resolve("parquet");
    }

    private static Dataset dataset() {
        List<ImageRecord> records = IntStream.range(0, IMAGES)
                .mapToObj(i -> {
                    String name = String.format(Locale.ROOT, "train2017/%012d.jpg", i);
                    return new ImageRecord(new ImageId(name), Path.of("/data/coco/images", name), SIZE, List.of());
                })
                .toList();
        return new Dataset("made up", CLASSES, records);
    }

    private static void write(View view, Set<EvidencePart> kept, List<ImageRecord> images) {
        Content content = Content.of(view);
        ParquetFolder files = new ParquetFolder(parquet().toString(), new Configuration());
        files.begin(content);
        String header = PartHeader.text(new StoreHeader(
                StoreHeader.FORMAT,
                view.name(),
                Map.of(),
                List.copyOf(kept),
                CLASSES.names(),
                kept.contains(EvidencePart.VARIANCES),
                Map.of(),
                true,
                List.copyOf(kept)));
        for (int from = 0; from < images.size(); from += PART) {
            String name = String.format(Locale.ROOT, "%08d", from);
            PartWriter.Target target = new PartWriter.Target(content, name, "1", header);
            try (PartWriter<Detections> writer = new PartWriter<>(files, target, new DetectionRows())) {
                for (ImageRecord image : images.subList(from, Math.min(from + PART, images.size()))) {
                    writer.write(
                            RowImage.of(image, 0), invented(new SplittableRandom(image.hashCode() + view.hashCode())));
                }
                writer.finish();
            }
        }
    }

    private static Detections invented(SplittableRandom random) {
        float[] boxes = new float[4 * OBJECTS];
        int[] classes = new int[OBJECTS];
        float[] confidences = new float[OBJECTS];
        float[] variances = new float[4 * OBJECTS];
        int width = CLASSES.count() + 1;
        float[] probabilities = new float[OBJECTS * width];
        for (int i = 0; i < OBJECTS; i++) {
            boxes[4 * i] = random.nextInt(300);
            boxes[4 * i + 1] = random.nextInt(200);
            boxes[4 * i + 2] = boxes[4 * i] + 10 + random.nextInt(200);
            boxes[4 * i + 3] = boxes[4 * i + 1] + 10 + random.nextInt(200);
            classes[i] = random.nextInt(CLASSES.count());
            confidences[i] = 0.95f - 0.9f * (i + (float) random.nextDouble()) / OBJECTS; // most confident first
            Arrays.fill(probabilities, i * width, (i + 1) * width, (1 - confidences[i]) / (width - 1));
            probabilities[i * width + 1 + classes[i]] = confidences[i];
            Arrays.fill(variances, 4 * i, 4 * i + 4, (float) random.nextDouble());
        }
        return new Detections(
                boxes,
                classes,
                confidences,
                new Detections.Evidence(probabilities, boxes.clone(), new float[0], variances));
    }

    private static long processorTime() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void resetPeaks() {
        ManagementFactory.getMemoryPoolMXBeans().forEach(it -> it.resetPeakUsage());
    }

    /** Sum of the peaks of the heap's parts, garbage included. */
    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(it -> it.getType() == MemoryType.HEAP)
                .mapToLong(it -> it.getPeakUsage().getUsed())
                .sum();
    }
}
