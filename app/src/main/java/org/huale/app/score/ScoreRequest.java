package org.huale.app.score;

import java.nio.file.Path;
import org.huale.acquire.StrategyChoice;
import org.huale.acquire.distinct.NearDuplicates;
import org.jspecify.annotations.Nullable;

/**
 * What a scoring chooses.
 *
 * @param images to choose from
 * @param strategy that chooses
 * @param nearDuplicates which are not chosen, whatever the strategy
 * @param budget images to choose, at least 1
 * @param seed all randomness follows from it
 */
public record ScoreRequest(
        Images images, StrategyChoice strategy, NearDuplicates nearDuplicates, int budget, long seed) {

    /**
     * @param data a folder of images, or a data set such as {@code voc:DIR:SPLIT}
     * @param labeled list of images that are annotated already, an id a line; null for none
     * @param excluded list of images that must not be chosen; null for none
     */
    public record Images(
            String data, @Nullable Path labeled, @Nullable Path excluded) {}

    public ScoreRequest {
        if (budget < 1) {
            throw new IllegalArgumentException("budget must be at least 1, got " + budget);
        }
    }
}
