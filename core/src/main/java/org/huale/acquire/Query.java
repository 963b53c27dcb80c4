package org.huale.acquire;

import java.util.List;
import java.util.random.RandomGenerator;
import org.huale.api.Stable;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;

/**
 * What a strategy may know.
 *
 * @param labeled images with their annotations, those labeled so far and no others
 * @param unlabeled images to choose from; the record holds them in ascending order, however they come
 * @param budget images to select, at least 0
 * @param predictions of the current detector for unlabeled and labeled images
 * @param random for this strategy, cycle and run
 * @param scores hears every score on the way
 * @param kept of the images selected so many will be annotated, at most the budget, by their order: what is a share of the budget
 *     is a share of these, and more are asked for only because some may be left out
 */
@Stable
public record Query(
        Dataset labeled,
        List<ImageId> unlabeled,
        int budget,
        Predictions predictions,
        RandomGenerator random,
        ScoreListener scores,
        int kept) {

    public Query {
        if (budget < 0) {
            throw new IllegalArgumentException("budget must be at least 0, got " + budget);
        }
        if (kept < 0 || kept > budget) {
            throw new IllegalArgumentException("kept must be in [0, " + budget + "], got " + kept);
        }
        unlabeled = unlabeled.stream().sorted().toList();
    }

    /** All that are selected will be annotated. */
    public Query(
            Dataset labeled,
            List<ImageId> unlabeled,
            int budget,
            Predictions predictions,
            RandomGenerator random,
            ScoreListener scores) {
        this(labeled, unlabeled, budget, predictions, random, scores, budget);
    }

    /** The same of other images. */
    public Query among(List<ImageId> images, int count) {
        return new Query(labeled, images, count, predictions, random, scores);
    }

    /** Of the images that are labeled, ascending. */
    public List<ImageId> labeledIds() {
        return labeled.images().stream().map(ImageRecord::id).sorted().toList();
    }

    /** How many images a selection must have: min(B, unlabeled). */
    public int wanted() {
        return Math.min(budget, unlabeled.size());
    }

    /** How many of these will be annotated. */
    public int annotated() {
        return Math.min(kept, unlabeled.size());
    }
}
