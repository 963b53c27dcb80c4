package org.huale.app.score;

import org.huale.config.Extensions;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/** Machines that detect in many images at once; found by {@link java.util.ServiceLoader}. */
public interface Cluster {

    /**
     * Uses the cluster of a URL.
     *
     * @param url as the cluster's own programs take it
     * @param kept where the predictions are kept, a place that all machines see; null for the folder {@code parquet} of the
     *     scoring
     * @throws HualeException where what the cluster or the place needs is not on the class path, or there is no such place
     */
    DetectionPlace at(String url, @Nullable String kept);

    /** The one on the class path. */
    static Cluster found() {
        return Extensions.of("a cluster", Cluster.class).stream()
                .findFirst()
                .orElseThrow(() -> new HualeException("no module that detects on other machines is on the class path"));
    }
}
