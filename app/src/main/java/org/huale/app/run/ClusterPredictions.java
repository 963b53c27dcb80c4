package org.huale.app.run;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.huale.acquire.store.KeptPredictions;
import org.huale.app.score.Cluster;
import org.huale.app.score.DetectionPlace;
import org.huale.app.score.DetectorIdentity;
import org.huale.dataset.Dataset;
import org.huale.detect.EvidencePart;
import org.huale.detect.PoolDetector;
import org.huale.detect.provider.DetectorSource;
import org.huale.detect.provider.TrainingSetup;
import org.huale.loop.PredictionStore;
import org.huale.storage.Sha256;
import org.jspecify.annotations.Nullable;

/** Each cycle's detector goes through the pool on a cluster, and what it found is kept in the run's folder as without one. */
record ClusterPredictions(Cluster cluster, PredictionOptions options, TrainingSetup setup) implements PredictionStore {
    private static final int NAME_LENGTH = 12;

    @Override
    public KeptPredictions open(Seen seen, Dataset pool, Set<EvidencePart> keep) {
        return seen.kept(() -> seen.elsewhere().apply(() -> onCluster(seen, keep)), pool, keep);
    }

    private PoolDetector onCluster(Seen seen, Set<EvidencePart> keep) {
        DetectorSource source = new DetectorSource(seen.weights(), null, DetectorSource.Changes.none(), setup.place());
        DetectionPlace.Work work = new DetectionPlace.Work(
                source, setup.batchSize(), keep, DetectorIdentity.of(source, setup.batchSize()), seen.folder());
        return cluster.at(options.spark(), place(work)).open(work);
    }

    /**
     * Many runs may share a place, and a given detector is that of all of them, so that a cycle's folder there is named after
     * the run, what it keeps and its detector, too.
     */
    private @Nullable String place(DetectionPlace.Work work) {
        if (options.parquet().isBlank()) {
            return null;
        }
        Path cycle = work.folder().resolveSibling("").toAbsolutePath().normalize();
        String told = cycle + "\n" + new TreeSet<>(work.needs()) + "\n" + new TreeMap<>(work.identity());
        String hash = Sha256.of(told).substring(0, NAME_LENGTH);
        return options.parquet() + "/" + cycle.getFileName() + "-" + hash;
    }
}
