package org.huale.loop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.huale.dataset.ImageId;
import org.huale.loop.pool.Pool;
import org.huale.random.Seeds;

/**
 * The unlabeled images that a strategy gets to see in a cycle: all, or a random part of them, drawn anew in each cycle by the
 * run's seed and the cycle alone, so that all strategies of a seed that have labeled the same images see the same.
 */
public final class SubPool {

    private SubPool() {}

    /** Ascending. */
    public static List<ImageId> of(Pool pool, LoopOptions options, int cycle) {
        List<ImageId> unlabeled = pool.unlabeled();
        int size = options.shown(unlabeled.size());
        if (size == unlabeled.size()) {
            return unlabeled;
        }
        List<ImageId> drawn = new ArrayList<>(unlabeled);
        RandomGenerator random = new Seeds(options.seed()).generator("sub-pool", cycle);
        for (int i = 0; i < size; i++) {
            Collections.swap(drawn, i, random.nextInt(i, drawn.size()));
        }
        return drawn.subList(0, size).stream().sorted().toList();
    }
}
