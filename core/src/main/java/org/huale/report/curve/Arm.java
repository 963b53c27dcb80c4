package org.huale.report.curve;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.huale.acquire.BoundStrategy;
import org.huale.loop.folder.RunHistory;

/**
 * Runs that differ in nothing but their seed, and in which of several random selections they make with it.
 *
 * @param label tells it from the other arms of all data sets: strategy, loss, and what else differs
 * @param settings by configuration key, in which arms of some data set differ; with strategy and loss they are the same for the
 *     same arm on every data set
 * @param runs by ascending seed, each with a cycle at least; a seed is there once, or once for each of its replicates
 */
public record Arm(
        String label,
        String dataset,
        String strategy,
        String loss,
        Map<String, String> settings,
        List<RunHistory> runs) {

    public Arm {
        runs = List.copyOf(runs);
    }

    /** Whether a user who names an arm means this one: by its label, or by its strategy. */
    public boolean isNamed(String name) {
        return label.equals(name) || strategy.equals(name);
    }

    /** The runs of each seed, ascending: several where a seed has replicates. */
    public Collection<List<RunHistory>> bySeed() {
        return runs.stream()
                .collect(Collectors.groupingBy(run -> run.summary().seed(), TreeMap::new, Collectors.toList()))
                .values();
    }

    /** The settings without those that belong to the loss. */
    public Map<String, String> settingsBesideLoss() {
        return ConfigKeys.only(settings, key -> !ConfigKeys.ofLoss(key));
    }

    /** The settings that belong to the loss. */
    public Map<String, String> settingsOfLoss() {
        return ConfigKeys.only(settings, ConfigKeys::ofLoss);
    }

    /** Whether it shows what knowing the pool's annotations would bring: it is drawn and listed, and takes part in no comparison. */
    public boolean isBound() {
        return BoundStrategy.isBound(strategy);
    }
}
