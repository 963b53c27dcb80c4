package org.huale.loop.folder;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** Origins of all processes, the first one first. */
    List<Map<String, String>> processes() {
        List<Map<String, String>> processes = new ArrayList<>(List.of(origin));
        processes.addAll(resumed);
        return processes;
    }

    /** @param first where the first cycle comes from, if it was not computed in this run */
    RunSummary summary(String text, Optional<FirstCycle.Shared> first) {
        Map<String, String> whole = new LinkedHashMap<>(origin);
        first.ifPresent(it -> whole.put("firstCycle", it.from()));
        return new RunSummary(name, dataset, strategy, loss, seed, classes, text, whole);
    }
}
