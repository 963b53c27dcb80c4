package org.huale.command;

import org.huale.detect.provider.TrainingRecipe;

/**
 * What a program is told of its training, where it asks.
 *
 * @param epochs what {@code {epochs}} stands for; 0 where the program is not told
 * @param batchSize what {@code {batch}} stands for
 */
public record CommandRecipe(int epochs, int batchSize) implements TrainingRecipe {

    public CommandRecipe {
        if (epochs < 0) {
            throw new IllegalArgumentException("epochs must be at least 0, got " + epochs);
        }
        if (batchSize < 1) {
            throw new IllegalArgumentException("batch size must be at least 1, got " + batchSize);
        }
    }

    /** As many as the epochs have; 0 where only the program knows. */
    @Override
    public long totalIterations(long batchesPerEpoch) {
        return epochs * batchesPerEpoch;
    }

    @Override
    public String lossName() {
        return "command";
    }
}
