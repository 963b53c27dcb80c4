package org.huale.torch.parallel;

import org.bytedeco.pytorch.Backend;
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

    /**
     * Frees a group in which no exchange is under way, and then the store: the group counts its reference to it down, in memory that the
     * binding frees whether or not anything refers to it.
     */
    void end(Backend group) {
        exchange.close(group);
        store.close();
    }
}
