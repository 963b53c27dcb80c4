package org.huale.spark.job;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.SparkFiles;
import org.huale.app.score.DetectionPlace;
import org.huale.detect.EvidencePart;
import org.huale.detect.PoolDetector;
import org.huale.detect.provider.DetectorProviders;
import org.huale.detect.provider.DetectorSource;
import org.huale.image.ImageReader;
import org.jspecify.annotations.Nullable;

/**
 * A detector as it travels: by the names of its files, which Spark brings to each executor once.
 *
 * @param identity tells it from every other detector
 * @param weights name of the file
 */
public record ShippedDetector(
        String identity, String weights, @Nullable String model, Changes changes, Place place, Wish wish)
        implements Serializable {

    /** As {@link DetectorSource.Changes}. */
    record Changes(
            @Nullable Integer minSize,
            @Nullable Integer maxSize,
            @Nullable Double minConfidence,
            @Nullable Double batchNormEpsilon)
            implements Serializable {}

    /** As {@link DetectorSource.Place}, and by which program it computes. */
    record Place(String device, int threads, @Nullable String runtime) implements Serializable {}

    /** What is wanted of it. */
    record Wish(int batch, Set<EvidencePart> needs) implements Serializable {}

    public static ShippedDetector of(DetectionPlace.Work work) {
        DetectorSource source = work.source();
        DetectorSource.Changes changes = source.changes();
        return new ShippedDetector(
                new TreeMap<>(work.identity()) + " " + new TreeSet<>(work.needs()),
                source.weights().getFileName().toString(),
                source.model(),
                new Changes(changes.minSize(), changes.maxSize(), changes.minConfidence(), changes.batchNormEpsilon()),
                new Place(source.place().device(), source.place().threads(), source.runtime()),
                new Wish(work.batch(), work.needs()));
    }

    /** Opens it on an executor, from the files that Spark brought. */
    PoolDetector open() {
        return new DetectionPlace.Work(source(), wish.batch(), wish.needs(), Map.of(), Path.of("")).here();
    }

    /** Reads images on an executor as the detector does. */
    ImageReader reader() {
        return DetectorProviders.of(source()).reader();
    }

    private DetectorSource source() {
        return new DetectorSource(
                Path.of(SparkFiles.get(weights)),
                model,
                new DetectorSource.Changes(
                        changes.minSize(), changes.maxSize(), changes.minConfidence(), changes.batchNormEpsilon()),
                new DetectorSource.Place(place.device(), place.threads()),
                place.runtime());
    }
}
