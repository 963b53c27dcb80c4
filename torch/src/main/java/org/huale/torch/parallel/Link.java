package org.huale.torch.parallel;

import org.bytedeco.pytorch.Store;
import org.huale.torch.parallel.watch.RankWatch;

/**
 * By what a process reaches the others.
 *
 * @param store must outlive the group that meets by it
 * @param watch whether the others are there
 * @param exchange what carries tensors
 */
record Link(Store store, RankWatch watch, Exchange exchange) {

    /** @throws LostRankException where one of so many is not waited for any more */
    void requireAll(int size) {
        watch.loss().ifPresent(it -> {
            throw new LostRankException(it, size, null);
        });
    }
}
