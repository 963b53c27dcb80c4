package org.huale.report.plan;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.huale.loop.folder.RunHistory;
import org.huale.loop.folder.RunSummary;
import org.huale.report.curve.ConfigKeys;
import org.huale.report.table.RunTable;

/**
 * A run, planned or made.
 *
 * @param arm what it has in common with its repetitions
 * @param seed of everything
 * @param replicate which random selection of the seed, from 1
 * @param cycles planned, or ended
 */
public record PlannedRun(ArmKey arm, long seed, int replicate, int cycles) {

    public PlannedRun {
        if (replicate < 1) {
            throw new IllegalArgumentException("replicate must be at least 1, got " + replicate);
        }
        if (cycles < 0) {
            throw new IllegalArgumentException("cycles must not be negative, got " + cycles);
        }
    }

    /**
     * What makes an arm.
     *
     * @param dataset name of the pool
     * @param options by configuration key; files by their {@link PlainNames}. What makes no other experiment is left out, also where
     *     an earlier version wrote it
     */
    record ArmKey(String dataset, String strategy, String loss, Map<String, String> options) {

        ArmKey {
            if (options.values().stream().anyMatch(Objects::isNull)) {
                throw new IllegalArgumentException("an option must have a value, got null");
            }
            // Sorted, as it stays in a file: other maps have another order in each process.
            options = Collections.unmodifiableMap(ConfigKeys.ofToday(options));
        }

        boolean hasNamesOf(ArmKey other) {
            return dataset.equals(other.dataset) && strategy.equals(other.strategy) && loss.equals(other.loss);
        }

        /** The strategy with its options, whatever the loss. */
        Map<String, String> ofStrategy() {
            Map<String, String> own =
                    ConfigKeys.only(options, key -> ConfigKeys.ofStrategyOrLoss(key) && !ConfigKeys.ofLoss(key));
            own.put("", strategy);
            return own;
        }

        /** The loss with its options, whatever the strategy. */
        Map<String, String> ofLoss() {
            Map<String, String> own = ConfigKeys.only(options, ConfigKeys::ofLoss);
            own.put("", loss);
            return own;
        }

        @Override
        public String toString() {
            return strategy + ", " + loss + " on " + dataset;
        }
    }

    /** A run as it is summed up, with so many cycles and names of data sets and files as wished for. */
    static PlannedRun of(RunSummary summary, int cycles, UnaryOperator<String> name) {
        ConfigKeys keys = ConfigKeys.of(summary.config());
        Map<String, String> options = new TreeMap<>();
        keys.values().forEach((key, value) -> options.put(key, name.apply(value)));
        ArmKey arm = new ArmKey(name.apply(summary.dataset()), summary.strategy(), summary.loss(), options);
        return new PlannedRun(arm, summary.seed(), keys.replicate(), cycles);
    }

    /** As it was made; of a table that tells no options, of the first arm with its names. */
    static PlannedRun of(RunHistory run, Collection<ArmKey> planned, UnaryOperator<String> name) {
        PlannedRun made = of(run.summary(), run.cycles().size(), name);
        return RunTable.hidesOptions(run)
                ? planned.stream()
                        .filter(made.arm::hasNamesOf)
                        .findFirst()
                        .map(made::of)
                        .orElse(made)
                : made;
    }

    private PlannedRun of(ArmKey other) {
        return new PlannedRun(other, seed, replicate, cycles);
    }

    String draw() {
        return replicate == 1 ? Long.toString(seed) : seed + " (replicate " + replicate + ")";
    }
}
