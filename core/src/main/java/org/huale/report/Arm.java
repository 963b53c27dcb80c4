package org.huale.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huale.acquire.BoundStrategy;
import org.huale.loop.RunHistory;

/**
 * Runs that differ in nothing but their seed.
 *
 * @param label tells it from the other arms of its data set: strategy, loss, and what else differs
 * @param settings in which it differs from other arms, by configuration key; besides strategy and loss
 * @param runs by ascending seed, each seed once, each with a cycle at least
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
    boolean isNamed(String name) {
        return label.equals(name) || strategy.equals(name);
    }

    /** Whether it shows what a strategy could bring at most: it is drawn and listed, and takes part in no comparison. */
    public boolean isBound() {
        return BoundStrategy.isBound(strategy);
    }

    Optional<RunHistory> withSeed(long seed) {
        return runs.stream().filter(run -> run.summary().seed() == seed).findFirst();
    }
}
