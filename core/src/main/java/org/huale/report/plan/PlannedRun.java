package org.huale.report.plan;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
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

    /**
     * What makes an arm.
     *
     * @param dataset name of the pool
     * @param options by configuration key, without what makes no other experiment; files without their folders
     */
    record ArmKey(String dataset, String strategy, String loss, Map<String, String> options) {

        ArmKey {
            options = Map.copyOf(options);
        }

        boolean hasNamesOf(ArmKey other) {
            return dataset.equals(other.dataset) && strategy.equals(other.strategy) && loss.equals(other.loss);
        }

        @Override
        public String toString() {
            return strategy + ", " + loss + " on " + dataset;
        }
    }

    /** A run as it will be summed up, with so many cycles. */
    public static PlannedRun of(RunSummary summary, int cycles) {
        ConfigKeys keys = ConfigKeys.of(summary.config());
        Map<String, String> options = new TreeMap<>();
        keys.values().forEach((key, value) -> options.put(key, withoutFolders(value)));
        ArmKey arm = new ArmKey(withoutFolders(summary.dataset()), summary.strategy(), summary.loss(), options);
        return new PlannedRun(arm, summary.seed(), keys.replicate(), cycles);
    }

    /** As it was made; of a table that tells no options, of the first arm with its names. */
    static PlannedRun of(RunHistory run, Collection<ArmKey> planned) {
        PlannedRun made = of(run.summary(), run.cycles().size());
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

    /** Where data lie on a machine is no part of a plan: {@code voc:/data/bccd:test} is {@code voc:bccd:test}. */
    private static String withoutFolders(String value) {
        return value.replaceAll("[^:+\"\\[, ]*/", "");
    }

    String draw() {
        return replicate == 1 ? Long.toString(seed) : seed + " (replicate " + replicate + ")";
    }
}
