package org.huale.torch.train.batch;

import java.util.List;

/**
 * The batches of epoch after epoch, counted through from 0. Remembers those of one epoch, so that each epoch is sampled once
 * where they are asked for in order.
 */
public final class BatchSequence {
    private final EpochSampler sampler;
    private List<List<Integer>> batches = List.of();
    private int epochOfBatches = -1;

    public BatchSequence(EpochSampler sampler) {
        this.sampler = sampler;
    }

    public int epoch(long number) {
        return Math.toIntExact(number / sampler.batchesPerEpoch());
    }

    /** The positions of the images of a batch. */
    public List<Integer> batch(long number) {
        int epoch = epoch(number);
        if (epoch != epochOfBatches) {
            batches = sampler.batches(epoch);
            epochOfBatches = epoch;
        }
        return batches.get((int) (number % sampler.batchesPerEpoch()));
    }
}
