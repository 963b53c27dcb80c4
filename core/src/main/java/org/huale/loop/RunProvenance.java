package org.huale.loop;

import java.util.List;
import java.util.Map;
import org.huale.config.ConfigJson;

/**
 * What a run is, and where it came from.
 *
 * @param config again, so that a change of {@code config.json} is seen
 * @param origin of the process that began it
 * @param resumed of those that went on
 */
record RunProvenance(
        String name,
        String dataset,
        String strategy,
        String loss,
        long seed,
        List<String> classes,
        Object config,
        Map<String, String> origin,
        List<Map<String, String>> resumed) {

    static RunProvenance of(RunSummary run) {
        return new RunProvenance(
                run.name(),
                run.dataset(),
                run.strategy(),
                run.loss(),
                run.seed(),
                run.classes(),
                ConfigJson.tree(run.config()),
                run.provenance(),
                List.of());
    }

    RunProvenance with(Object changed, List<Map<String, String>> later) {
        return new RunProvenance(name, dataset, strategy, loss, seed, classes, changed, origin, later);
    }

    RunSummary summary(String text) {
        return new RunSummary(name, dataset, strategy, loss, seed, classes, text, origin);
    }
}
