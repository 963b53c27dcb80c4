package org.huale.app.run;

import java.util.List;
import org.huale.app.score.Cluster;
import org.huale.app.score.DetectionPlace;
import org.huale.dataset.Dataset;
import org.huale.detect.provider.DetectorProvider;
import org.huale.loop.PredictionStore;
import org.huale.problem.HualeException;

/**
 * Where the pool is looked at for selections; no bit of a result depends on it where the arithmetic of the machines is the same.
 *
 * @param spark URL of the cluster of Spark that does it; blank for this process
 * @param parquet where the cluster keeps what it finds: a folder that all its machines see, or a URL of Hadoop; blank for
 *     the folder of the cycle's predictions
 */
public record PredictionOptions(String spark, String parquet) {

    public PredictionOptions {
        if (spark.isBlank() && !parquet.isBlank()) {
            throw new IllegalArgumentException(
                    "parquet is where a cluster keeps predictions, and spark names no cluster; got " + parquet
                            + "; on the command line, predictions.parquet= leaves it out");
        }
    }

    /** In this process. */
    public static PredictionOptions local() {
        return new PredictionOptions("", "");
    }

    /** A folder, not a URL, does not hang on where the program is called. */
    PredictionOptions absolute() {
        boolean folder = !parquet.isBlank() && !parquet.matches("[A-Za-z][A-Za-z0-9+.-]+:.*");
        return folder ? new PredictionOptions(spark, RunConfig.absolute(parquet)) : this;
    }

    /**
     * @param pool of the run
     * @throws HualeException where the cluster cannot be used, or not for the run's strategy
     */
    PredictionStore store(RunConfig config, Dataset pool) {
        return spark.isBlank()
                ? PredictionStore.local()
                : new ClusterPredictions(usable(config, pool), this, config.setup());
    }

    /**
     * Says now what a run would say before anything is trained; nothing is begun.
     *
     * @param pool of the run
     * @throws HualeException where the cluster cannot be used, or not for the run's strategy
     */
    public void requireUsable(RunConfig config, Dataset pool) {
        if (!spark.isBlank()) {
            usable(config, pool);
        }
    }

    private Cluster usable(RunConfig config, Dataset pool) {
        Cluster cluster = Cluster.found();
        DetectionPlace place = cluster.at(spark, parquet.isBlank() ? null : parquet); // says what is missing now
        requireTravelling(config.detector().provider());
        requireViews(place, config, pool);
        return cluster;
    }

    private static void requireTravelling(DetectorProvider provider) {
        if (!provider.travels()) {
            throw new HualeException("predictions.spark: detectors of the kind " + provider.kind()
                    + " work on this machine alone; leave predictions.spark out");
        }
    }

    private void requireViews(DetectionPlace place, RunConfig config, Dataset pool) {
        List<String> views = place.unseen(pool, config.strategy().strategy());
        if (!views.isEmpty()) {
            throw new HualeException("predictions.spark: " + spark + " does not look at images in the views " + views
                    + " that strategy " + config.strategy().name() + " asks for; leave predictions.spark out");
        }
    }
}
