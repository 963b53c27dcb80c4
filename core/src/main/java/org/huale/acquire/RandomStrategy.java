package org.huale.acquire;

import java.util.List;
import org.huale.dataset.ImageId;

/**
 * Draws images with equal chances; asks for no predictions. In ascending order of their ids each image draws a number, and
 * the largest win, so that a smaller budget gives the beginning of a larger one's selection.
 */
public record RandomStrategy() implements AcquisitionStrategy {

    /** There is nothing to choose. */
    public record Options() {}

    /** Finds the strategy by its name. */
    public static final class Provider extends ConstantStrategyProvider<Options> {

        public Provider() {
            super("random", "Draws images with equal chances.", new Options(), options -> new RandomStrategy());
        }
    }

    @Override
    public String name() {
        return "random";
    }

    @Override
    public boolean drawsBlindly() {
        return true;
    }

    @Override
    public Selection select(Query query) {
        TopImages top = new TopImages(query.wanted());
        for (ImageId image : query.unlabeled()) {
            double drawn = query.random().nextDouble();
            query.scores().scored("random", image, drawn);
            top.offer(image, drawn, () -> explained(drawn));
        }
        return new Selection(top.inOrder(), List.of());
    }

    private static Explanation explained(double drawn) {
        return new Explanation(
                "a random number", List.of(new Explanation.Part("random number", drawn, drawn, "drawn, not computed")));
    }
}
