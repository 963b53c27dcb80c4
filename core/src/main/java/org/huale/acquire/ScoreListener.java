package org.huale.acquire;

import org.huale.api.Stable;
import org.huale.dataset.ImageId;

/** Hears the score of each image in each stage of a strategy, such as the entropy of the whole pool. */
@Stable
@FunctionalInterface
public interface ScoreListener {

    /** Listens to nothing. */
    ScoreListener NONE = (stage, image, score) -> {};

    void scored(String stage, ImageId image, double score);
}
