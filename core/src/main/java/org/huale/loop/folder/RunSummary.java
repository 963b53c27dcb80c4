package org.huale.loop.folder;

import java.util.List;
import java.util.Map;

/**
 * What a run is, as a report needs it.
 *
 * @param name of the run, by default its folder's
 * @param dataset name of the pool
 * @param strategy name of the acquisition strategy
 * @param loss name of the training loss
 * @param seed of everything
 * @param classes in the order of the data set
 * @param config the whole configuration as YAML or JSON text
 * @param provenance versions, machine, commit
 */
public record RunSummary(
        String name,
        String dataset,
        String strategy,
        String loss,
        long seed,
        List<String> classes,
        String config,
        Map<String, String> provenance) {

    /** The same run with other classes. */
    RunSummary with(List<String> others) {
        return new RunSummary(name, dataset, strategy, loss, seed, others, config, provenance);
    }
}
