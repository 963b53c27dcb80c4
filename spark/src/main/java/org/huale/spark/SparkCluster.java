package org.huale.spark;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.huale.app.score.Cluster;
import org.huale.app.score.DetectionPlace;
import org.huale.detect.PoolDetector;
import org.huale.detect.View;
import org.huale.detect.provider.DetectorProvider;
import org.huale.detect.provider.DetectorProviders;
import org.huale.detect.provider.DetectorSource;
import org.huale.problem.HualeException;
import org.huale.spark.job.Contexts;
import org.huale.spark.job.MasterUrl;
import org.huale.spark.job.Pass;
import org.jspecify.annotations.Nullable;

/** Clusters of Spark. */
public final class SparkCluster implements Cluster {
    @Override
    public DetectionPlace at(String url, @Nullable String kept) {
        SparkJars.require("the cluster " + url);
        MasterUrl.require(url);
        if (kept != null) {
            SparkPoolDetector.requirePlace(kept);
        }
        return on(url, kept);
    }

    /**
     * Detection on a cluster.
     *
     * @param url of the master; null for what {@code spark-submit} says
     * @param kept where the predictions are kept; null for the folder {@code parquet} of the scoring
     */
    static DetectionPlace on(@Nullable String url, @Nullable String kept) {
        return new OnSpark(url, kept);
    }

    private record OnSpark(@Nullable String url, @Nullable String kept) implements DetectionPlace {

        @Override
        public PoolDetector open(Work work) {
            requireTravelling(work.source());
            return new SparkPoolDetector(
                    Contexts.begin(url),
                    work,
                    kept == null ? work.folder().resolve("parquet").toString() : kept);
        }

        @Override
        public Optional<Set<String>> views() {
            return Optional.of(Pass.VIEWS.stream().map(View::name).collect(Collectors.toUnmodifiableSet()));
        }
    }

    private static void requireTravelling(DetectorSource source) {
        DetectorProvider provider = DetectorProviders.of(source);
        if (!provider.travels()) {
            throw new HualeException(source.weights() + ": detectors of the kind " + provider.kind()
                    + " work on this machine alone; detect without Spark");
        }
        provider.files(source.weights()).forEach(file -> requireBeside(source.weights(), file));
    }

    /** Workers get all files of a detector in one folder. */
    private static void requireBeside(Path weights, Path file) {
        if (!Objects.equals(
                file.toAbsolutePath().getParent(), weights.toAbsolutePath().getParent())) {
            throw new HualeException(weights + ": keeps weights in " + file + ", and Spark hands files on without their"
                    + " folders; save the model with all of its weights beside it, or detect without Spark");
        }
    }
}
