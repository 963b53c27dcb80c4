package org.huale.spark;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.util.SerializableConfiguration;
import org.huale.acquire.store.StoreHeader;
import org.huale.app.score.DetectionPlace;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.ForwardingDetector;
import org.huale.detect.PoolDetector;
import org.huale.detect.View;
import org.huale.detect.provider.DetectorProviders;
import org.huale.problem.HualeException;
import org.huale.spark.job.ExecutorDetector;
import org.huale.spark.job.PartJob;
import org.huale.spark.job.PartTask;
import org.huale.spark.job.Pass;
import org.huale.spark.job.ShippedDetector;
import org.huale.spark.parquet.ParquetFolder;
import org.huale.spark.parquet.PartHeader;
import org.huale.spark.parquet.RowCursor;
import org.huale.spark.parquet.RowIndex;
import org.jspecify.annotations.Nullable;

/**
 * A detector on the executors of a cluster. This process decides the batches, as if it detected itself, and hands over what the
 * executors have written, batch after batch. Batches that are in the folder already are not computed again.
 */
final class SparkPoolDetector implements ForwardingDetector {
    private static final int PARTS_OF_A_CORE = 4;
    private static final long LOOK_MILLIS = 200;

    private final JavaSparkContext context;
    private final DetectionPlace.Work work;
    private final ParquetFolder folder;
    private final PoolDetector here;
    private final Configuration settings = SparkHadoopUtil.get().conf();
    private final String asker = UUID.randomUUID().toString(); // drawn; no result depends on it
    private @Nullable Path seen;

    /** @param context closed with this */
    SparkPoolDetector(JavaSparkContext context, DetectionPlace.Work work, String kept) {
        this.context = context;
        this.work = work;
        this.folder = new ParquetFolder(kept, settings);
        this.here = work.here();
        for (java.nio.file.Path file :
                DetectorProviders.of(work.source()).files(work.source().weights())) {
            context.addFile(file.toAbsolutePath().toString());
        }
    }

    /** @throws HualeException where predictions cannot be kept at a place, since Hadoop cannot use its file system here */
    static void requirePlace(String kept) {
        new ParquetFolder(kept, SparkHadoopUtil.get().conf());
    }

    @Override
    public PoolDetector detector() {
        return here;
    }

    @Override
    public void detect(List<ImageRecord> images, View view, BiConsumer<ImageId, Detections> sink) {
        go(Pass.of(view), images, sink);
    }

    @Override
    public void describe(List<ImageRecord> images, String vector, BiConsumer<ImageId, float[]> sink) {
        go(Pass.ofVector(vector), images, sink);
    }

    private <T> void go(Pass<T> pass, List<ImageRecord> images, BiConsumer<ImageId, T> sink) {
        Set<EvidencePart> kept = pass.content().isVector() ? Set.of() : work.needs();
        StoreHeader header = StoreHeader.of(pass.content().name(), work.identity(), kept, here);
        folder.begin(pass.content());
        RowIndex known = RowIndex.ofBatches(folder, pass.content(), batches(images), part -> requireFits(part, kept));
        PartTask<T> task = new PartTask<>(
                ShippedDetector.of(work),
                pass,
                new PartTask.Output(
                        folder.toString(), PartHeader.text(header), new SerializableConfiguration(settings), asker));
        Waves waves = new Waves(
                batches(images).iterator(), known, name -> folder.part(pass.content(), name), partSize(images.size()));
        try (RowCursor<T> cursor = RowCursor.ofComputed(folder, pass.format())) {
            while (waves.hasNext()) {
                go(waves.next(), task, cursor, sink);
            }
        }
    }

    private void requireFits(Path part, Set<EvidencePart> kept) {
        PartHeader.read(folder, part).requireFits(part.toString(), work.identity(), kept);
    }

    /** Enough parts for all cores, and none so large that much is lost with it. */
    private int partSize(int images) {
        int shared = images / (PARTS_OF_A_CORE * context.defaultParallelism());
        return Math.max(1, Math.min(shared, Waves.MOST_IMAGES_OF_A_PART));
    }

    private <T> void go(Waves.Wave wave, PartTask<T> task, RowCursor<T> cursor, BiConsumer<ImageId, T> sink) {
        try (PartJob job = PartJob.begin(context, wave.parts(), task)) {
            for (Waves.Step step : wave.steps()) {
                await(step.place().part(), job);
                for (int i = 0; i < step.batch().size(); i++) {
                    ImageId image = step.batch().get(i).id();
                    RowIndex.Place place = step.place();
                    sink.accept(image, cursor.read(new RowIndex.Place(place.part(), place.row() + i), image));
                }
            }
            job.awaitEnd();
        }
    }

    private void await(Path part, PartJob job) {
        while (!part.equals(seen) && !folder.has(part)) {
            if (job.isOverWithin(LOOK_MILLIS) && !folder.has(part)) {
                throw new HualeException(part + ": Spark ended and no file is there; the folder for predictions must be"
                        + " one that this machine and all workers see");
            }
        }
        seen = part;
    }

    @Override
    public void close() {
        here.close();
        context.close();
        ExecutorDetector.close();
    }
}
