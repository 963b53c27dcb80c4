package org.huale.loop;

import org.huale.loop.pool.Pool;

/**
 * How far a run goes and what it keeps.
 *
 * @param seed of everything
 * @param budget images annotated per cycle
 * @param cycles detectors trained in all, the one on the initial set included; nothing is selected after the last
 * @param totalBudget images labeled at most over the run, the initial set included; 0 for no bound
 * @param subPool unlabeled images that a strategy gets to see in a cycle, drawn anew each time; 0 for all
 * @param warmStart whether each training begins with the weights of the cycle before
 * @param keep what stays of finished cycles
 * @param similarity whether each cycle measures how alike labeled and test objects are
 */
public record LoopOptions(
        long seed,
        int budget,
        int cycles,
        int totalBudget,
        int subPool,
        boolean warmStart,
        Keep keep,
        boolean similarity) {

    /** Without similarity. */
    public LoopOptions(long seed, int budget, int cycles, int totalBudget, int subPool, boolean warmStart, Keep keep) {
        this(seed, budget, cycles, totalBudget, subPool, warmStart, keep, false);
    }

    public LoopOptions withSimilarity(boolean measured) {
        return new LoopOptions(seed, budget, cycles, totalBudget, subPool, warmStart, keep, measured);
    }

    /**
     * What stays of a finished cycle; none of it is needed to go on or to report.
     *
     * @param predictions the detections that the strategy asked for, with features where it wanted them
     * @param checkpoints of the training, several times as large as the weights
     */
    public record Keep(boolean predictions, boolean checkpoints) {
        public static Keep defaults() {
            return new Keep(false, false);
        }
    }

    public LoopOptions {
        requireAtLeast("budget", budget, 1);
        requireAtLeast("cycles", cycles, 1);
        requireAtLeast("totalBudget", totalBudget, 0);
        if (subPool != 0) {
            requireAtLeast("subPool", subPool, budget);
        }
    }

    /** Images to select: the budget, or what is left of the total budget or of the pool; after the last cycle none. */
    public int wanted(Pool pool, int cycle) {
        return wanted(pool.labels().size(), pool.unlabeled().size(), cycle);
    }

    /** The same for a pool with so many images labeled and so many not. */
    public int wanted(int labeled, int unlabeled, int cycle) {
        if (cycle == cycles - 1) {
            return 0;
        }
        int left = totalBudget == 0 ? Integer.MAX_VALUE : Math.max(0, totalBudget - labeled);
        return Math.min(budget, Math.min(left, unlabeled));
    }

    /** How many of the unlabeled images a strategy gets to see. */
    public int shown(int unlabeled) {
        return subPool == 0 ? unlabeled : Math.min(subPool, unlabeled);
    }

    private static void requireAtLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", got " + value);
        }
    }
}
