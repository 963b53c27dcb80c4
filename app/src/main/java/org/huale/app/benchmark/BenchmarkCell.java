package org.huale.app.benchmark;

import org.huale.app.run.RunConfig;

/**
 * One run of a benchmark.
 *
 * @param dataset label of the data set
 * @param strategy label of the strategy
 * @param loss label of the loss
 * @param config all that the run is made from
 * @param first name of the run whose first cycle it begins with
 */
public record BenchmarkCell(String dataset, String strategy, String loss, RunConfig config, String first) {

    /** Also its folder within that of the benchmark. */
    public String name() {
        return dataset + "/" + strategy + "-" + loss + "-" + config.seed();
    }
}
