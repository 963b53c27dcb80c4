package org.huale.spark;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.huale.acquire.store.StoreHeader;
import org.huale.app.score.PredictionFiles;
import org.huale.config.ConfigJson;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.PoolDetector;
import org.huale.detect.View;
import org.huale.problem.HualeException;
import org.huale.spark.job.Pass;
import org.huale.spark.parquet.Content;
import org.huale.spark.parquet.ParquetFolder;
import org.huale.spark.parquet.PartHeader;
import org.huale.spark.parquet.RowCursor;
import org.huale.spark.parquet.RowImage;
import org.huale.spark.parquet.RowIndex;
import org.huale.storage.Sha256;

/** What Parquet files hold, in the place of the detector that found it. */
final class ParquetDetector implements PoolDetector {
    private final ParquetFolder folder;
    private final StoreHeader header;

    private ParquetDetector(ParquetFolder folder, StoreHeader header) {
        this.folder = folder;
        this.header = header;
    }

    static PredictionFiles.Kept kept(String name) {
        ParquetFolder folder = new ParquetFolder(name, SparkHadoopUtil.get().conf());
        Set<String> views = folder.views();
        List<FileStatus> parts = Stream.concat(
                        views.stream().map(view -> new Content(false, view)),
                        folder.vectors().stream().map(Content::ofVector))
                .flatMap(content -> folder.parts(content).stream())
                .toList();
        if (parts.isEmpty()) {
            throw new HualeException(
                    name + ": no Parquet files of predictions; those of a view are in views/original, for example, and"
                            + " those of a vector in vectors/pooled-features");
        }
        // that of a view first, as only those say what is kept of the evidence
        StoreHeader header = PartHeader.read(folder, parts.get(0).getPath());
        return new PredictionFiles.Kept(
                new ParquetDetector(folder, header), view -> views.contains(view.name()), fingerprint(header, parts));
    }

    /** Of a million images, names and lengths of the files must do. */
    private static String fingerprint(StoreHeader header, List<FileStatus> parts) {
        List<String> said = parts.stream()
                .map(it -> it.getPath().getName() + " " + it.getLen())
                .toList();
        return Sha256.of(ConfigJson.write(header) + said);
    }

    @Override
    public ClassNames classes() {
        return header.classNames();
    }

    @Override
    public boolean namesItsClasses() {
        return header.namesItsClasses();
    }

    @Override
    public Set<EvidencePart> evidence() {
        return header.evidence();
    }

    @Override
    public Set<String> vectors() {
        return folder.vectors();
    }

    @Override
    public Map<String, float[]> classStatistics() {
        return header.statistics();
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
        RowIndex index = RowIndex.ofImages(folder, pass.content(), images, part -> requireAlike(part));
        int classes = header.classNames().count();
        try (RowCursor<T> cursor = new RowCursor<>(folder, pass.format())) {
            for (ImageRecord image : images) {
                RowIndex.Place place = place(index, pass.content(), image);
                sink.accept(image.id(), cursor.read(place, image.id(), it -> pass.fault(it, image, classes)));
            }
        }
    }

    private void requireAlike(Path part) {
        StoreHeader other = PartHeader.read(folder, part);
        Set<EvidencePart> kept = new TreeSet<>(other.kept());
        other.requireFits(part.toString(), header.origin(), kept);
    }

    private RowIndex.Place place(RowIndex index, Content content, ImageRecord image) {
        RowIndex.Place place = index.of(image.id());
        if (place == null) {
            throw new HualeException(folder + ": nothing of image " + image.id() + " in " + content.name()
                    + "; a scoring computes mirrored images of its own candidates only. Score with --weights");
        }
        if (index.isUnclear(image.id())) {
            throw new HualeException(folder + ": has several images " + image.id() + " in " + content.name()
                    + ", of other files than " + RowImage.fileOf(image)
                    + ", and nothing says which of them it is. Keep the predictions of each pool in a folder of its own,"
                    + " or score with --weights");
        }
        return place;
    }

    @Override
    public void close() {}
}
