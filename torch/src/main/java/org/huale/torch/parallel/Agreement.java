package org.huale.torch.parallel;

import java.util.List;
import java.util.Optional;
import org.huale.problem.HualeException;

/**
 * By what all processes exchange. It follows from what all of them offer, so each comes to the same.
 *
 * @param nccl else by Gloo
 * @param reason why not by NCCL though there are GPUs; empty where there is nothing to tell
 */
record Agreement(boolean nccl, String reason) {

    /** @throws HualeException where NCCL is wanted and cannot be had */
    static Agreement of(ExchangeOptions.Backend wanted, List<Offer> offers) {
        if (wanted == ExchangeOptions.Backend.GLOO) {
            return new Agreement(false, "");
        }
        Optional<String> obstacle = obstacle(offers);
        if (obstacle.isEmpty()) {
            return new Agreement(true, "");
        }
        if (wanted == ExchangeOptions.Backend.NCCL) {
            throw new HualeException("training.exchange.backend is nccl, but " + obstacle.get()
                    + ". Take gloo, which sends through the memory of the machines, or auto, which takes it where NCCL"
                    + " cannot be used");
        }
        return new Agreement(false, offers.stream().anyMatch(Offer::onGpu) ? obstacle.get() : "");
    }

    /** The first, in the order of ranks. */
    private static Optional<String> obstacle(List<Offer> offers) {
        for (int rank = 0; rank < offers.size(); rank++) {
            Offer offer = offers.get(rank);
            if (!offer.obstacle().isEmpty()) {
                return Optional.of("rank " + rank + " cannot exchange by it: " + offer.obstacle());
            }
            for (int before = 0; before < rank; before++) {
                if (offers.get(before).shares(offer)) {
                    return Optional.of("ranks " + before + " and " + rank + " both compute on " + offer.device()
                            + " of " + offer.address() + ", and NCCL needs a GPU for each");
                }
            }
        }
        return Optional.empty();
    }
}
