package org.huale.acquire;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.huale.api.Stable;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.jspecify.annotations.Nullable;

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

    /**
     * What a strategy selects, held against what it was asked for: a selection that falls short would be taken for something else by
     * whoever asks on behalf of another strategy.
     *
     * @throws IllegalStateException where a strategy selects too few or too many, or what is not to be selected
     */
    public Selection askedOf(AcquisitionStrategy strategy) {
        return exact(strategy.name(), strategy.select(this));
    }

    /** As {@link #askedOf}, where the strategy has been asked. */
    public Selection exact(String strategy, @Nullable Selection selection) {
        if (selection == null) {
            throw wrong(strategy, "null");
        }
        List<ImageId> images = selection.images();
        if (images.size() != wanted()) {
            throw wrong(strategy, Integer.toString(images.size()));
        }
        Set<ImageId> known = new HashSet<>(unlabeled);
        images.stream().filter(it -> !known.contains(it)).findFirst().ifPresent(it -> {
            throw wrong(strategy, it + ", which is none of them");
        });
        return selection;
    }

    private IllegalStateException wrong(String strategy, String chosen) {
        return new IllegalStateException("strategy " + strategy + " was to choose " + wanted() + " of "
                + unlabeled.size() + " unlabeled images and chose " + chosen);
    }
}
