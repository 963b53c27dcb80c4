package org.huale.acquire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import org.huale.api.Stable;
import org.huale.dataset.ImageId;

/**
 * Ranks a pool in which some images have no score of their own, as nothing was found in them: keeps the most wanted, and
 * tells listeners of every score. A number for each image and an explanation for each kept one: O(n log k) time.
 */
@Stable
public final class PoolRanking {
    private final Query query;
    private final Stage stage;
    private final TopImages top;
    private final double[] values;
    private int valueCount;
    private final List<ImageId> empty = new ArrayList<>();

    /** What listeners hear the scores as, and how many images to keep. */
    public record Stage(String name, int count) {}

    public PoolRanking(Query query, Stage stage) {
        this.query = query;
        this.stage = stage;
        this.top = new TopImages(stage.count());
        this.values = new double[query.unlabeled().size()];
    }

    /** An image of the query's unlabeled ones, once each. */
    public void score(ImageId image, double score, Supplier<Explanation> explanation) {
        values[valueCount++] = score;
        place(image, score, explanation);
    }

    /** An image without a score; it gets one when all others are there. */
    public void empty(ImageId image) {
        empty.add(image);
    }

    /** In the order in which they came. */
    public List<ImageId> emptyImages() {
        return List.copyOf(empty);
    }

    /** Places the images without a score where a policy says; {@link EmptyDetectionPolicy#TOP1} is no better than zero here. */
    public void placeEmpty(EmptyDetectionPolicy policy, DoubleFunction<Explanation> explanation) {
        double score = policy.score(Arrays.copyOf(values, valueCount));
        for (ImageId image : empty) {
            place(image, score, () -> explanation.apply(score));
        }
    }

    /** The middle of the scores so far; empty where there is none. */
    public OptionalDouble median() {
        return valueCount == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Median.of(Arrays.copyOf(values, valueCount)));
    }

    /** The most wanted first. */
    public List<ImageScore> inOrder() {
        return top.inOrder();
    }

    private void place(ImageId image, double score, Supplier<Explanation> explanation) {
        query.scores().scored(stage.name(), image, score);
        top.offer(image, score, explanation);
    }
}
