package org.huale.detect.provider;

/**
 * How a kind of detector is trained: a record whose components are the keys below {@code training}. Where it has values with a
 * name ({@link org.huale.config.Settings}), one word stands for the whole of it.
 */
public interface TrainingRecipe {

    /** Images that go through the network together, at least 1. */
    int batchSize();

    /** Images of an iteration: more than a batch where several processes train together. */
    default int imagesAnIteration() {
        return batchSize();
    }

    /** Passes over the training set; 0 for as many as the iterations take. */
    int epochs();

    /** Iterations of a training, if an epoch has so many batches. */
    long totalIterations(long batchesPerEpoch);

    /** Iterations of a training on so many images, if all batches of an epoch are full but the last. */
    default long iterationsFor(int images) {
        return totalIterations((images + imagesAnIteration() - 1L) / imagesAnIteration());
    }

    /** The name of the loss, by which reports tell runs apart. */
    String lossName();
}
