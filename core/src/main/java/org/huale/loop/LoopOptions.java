package org.huale.loop;

import java.util.List;
import org.huale.dataset.ImageId;
import org.huale.forecast.StopRule;
import org.huale.holdout.TestShare;
import org.huale.loop.pool.Pool;
import org.huale.metric.coco.CocoEvaluator;
import org.huale.metric.voc.VocEvaluator;
import org.huale.problem.HualeException;

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
 * @param measuring how cycles are measured, and when that is enough
 */
public record LoopOptions(
        long seed,
        int budget,
        int cycles,
        int totalBudget,
        int subPool,
        boolean warmStart,
        Keep keep,
        boolean similarity,
        Measuring measuring) {

    /** Without similarity, measured as usual. */
    public LoopOptions(long seed, int budget, int cycles, int totalBudget, int subPool, boolean warmStart, Keep keep) {
        this(seed, budget, cycles, totalBudget, subPool, warmStart, keep, false, Measuring.usual());
    }

    public LoopOptions withSimilarity(boolean measured) {
        return new LoopOptions(seed, budget, cycles, totalBudget, subPool, warmStart, keep, measured, measuring);
    }

    public LoopOptions measuredBy(Measuring other) {
        return new LoopOptions(seed, budget, cycles, totalBudget, subPool, warmStart, keep, similarity, other);
    }

    /**
     * How the detectors of a run are measured.
     *
     * @param figure that the curve of the run is drawn of, such as {@code voc:AP-all-point}
     * @param maxDetections of a class that count in an image by COCO's rules
     * @param share of the annotated images that is kept for it
     * @param stop when the run has come far enough
     */
    public record Measuring(String figure, int maxDetections, TestShare share, StopRule stop) {
        /** As a run is measured where nobody says anything. */
        public static Measuring usual() {
            return new Measuring(USUAL_FIGURE, CocoEvaluator.USUAL_BOUND, TestShare.none(), StopRule.never());
        }
    }

    /** The figure of a run's curve where nobody names one. */
    public static final String USUAL_FIGURE = "voc:" + VocEvaluator.ALL_POINT;
    /** The figure of runs that measure how alike labeled and test objects are. */
    public static final String SIMILARITY_FIGURE = TestSimilarity.METRIC + ":" + TestSimilarity.FIGURE;

    /** The seed-bound choice of images to evaluate on. */
    TestShare share() {
        return measuring.share();
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

    /** @throws HualeException where so many images at first are more than the run may have in all */
    public void requireRoomFor(int first) {
        if (totalBudget > 0 && first > totalBudget) {
            throw new HualeException(
                    "totalBudget: " + totalBudget + " images may be labeled at most, and the initial set has " + first
                            + "; raise it, or begin with fewer");
        }
    }

    /** Images to select: the budget, or what is left of the total budget or of the pool; after the last cycle none. */
    public int wanted(Pool pool, int cycle) {
        return wanted(pool.annotated(), pool.open(), cycle);
    }

    /**
     * The images for evaluation among so many that are annotated next: as many as keep the share, and never all as long as
     * there are images to learn from.
     */
    List<ImageId> forTest(Pool pool, int wanted) {
        int test = share().keepsAny()
                ? share().among(pool.annotated() + wanted) - pool.test().size()
                : 0;
        int atLeast = Math.max(0, wanted - pool.unlabeled().size());
        return pool.nextForTest(Math.max(atLeast, Math.min(test, wanted - 1)));
    }

    /** The same for a pool with so many images labeled and so many not. */
    public int wanted(int labeled, int unlabeled, int cycle) {
        if (cycle == cycles - 1) {
            return 0;
        }
        int left = totalBudget == 0 ? Integer.MAX_VALUE : Math.max(0, totalBudget - labeled);
        return Math.min(budget, Math.min(left, unlabeled));
    }

    /** How many images of a whole batch are learned from. */
    int learnedOfBudget() {
        return Math.max(1, budget - share().among(budget));
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
