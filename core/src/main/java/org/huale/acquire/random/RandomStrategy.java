package org.huale.acquire.random;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.ConstantStrategyProvider;
import org.huale.acquire.Explanation;
import org.huale.acquire.Query;
import org.huale.acquire.Selection;
import org.huale.acquire.TopImages;
import org.huale.dataset.ImageId;

/**
 * Draws images with equal chances; asks for no predictions. In ascending order of their ids each image draws a number, and
 * the largest win, so that a smaller budget gives the beginning of a larger one's selection.
 *
 * @param replicate which of several draws with the same seed, from 1; they share everything before the first selection
 */
public record RandomStrategy(int replicate) implements AcquisitionStrategy {
    /** Its name, by which reports know it. */
    public static final String NAME = "random";

    /** The draw that is made where nothing is said of replicates. */
    public static final int FIRST_REPLICATE = 1;

    /** @param replicate at least 1 */
    public record Options(int replicate) {
        public Options {
            if (replicate < FIRST_REPLICATE) {
                throw new IllegalArgumentException("replicate must be at least 1, got " + replicate);
            }
        }
    }

    /** Finds the strategy by its name. */
    public static final class Provider extends ConstantStrategyProvider<Options> {

        public Provider() {
            super(
                    NAME,
                    "Draws images with equal chances.",
                    new Options(FIRST_REPLICATE),
                    options -> new RandomStrategy(options.replicate()));
        }
    }

    /** The first replicate. */
    public RandomStrategy() {
        this(FIRST_REPLICATE);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean drawsBlindly() {
        return true;
    }

    @Override
    public Selection select(Query query) {
        RandomGenerator random = generator(query.random());
        TopImages top = new TopImages(query.wanted());
        for (ImageId image : query.unlabeled()) {
            double drawn = random.nextDouble();
            query.scores().scored(NAME, image, drawn);
            top.offer(image, drawn, () -> explained(drawn));
        }
        return new Selection(top.inOrder(), List.of());
    }

    /** The first replicate takes the numbers as they come; each other one has a generator that is seeded by them. */
    private RandomGenerator generator(RandomGenerator given) {
        RandomGenerator random = given;
        for (int i = FIRST_REPLICATE; i < replicate; i++) {
            random = new SplittableRandom(random.nextLong());
        }
        return random;
    }

    private static Explanation explained(double drawn) {
        return new Explanation(
                "a random number", List.of(new Explanation.Part("random number", drawn, drawn, "drawn, not computed")));
    }
}
