package org.huale.acquire.learned;

import java.util.List;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.ConstantStrategyProvider;
import org.huale.acquire.Explanation;
import org.huale.acquire.Query;
import org.huale.acquire.Selection;
import org.huale.config.Mode;
import org.huale.detect.Companion;
import org.huale.detect.companion.LossPrediction;

/**
 * The images with the largest loss as a module beside the detector predicts it. Source: Yoo and Kweon, Learning Loss for
 * Active Learning, CVPR 2019. Looks at each image once. What is predicted only ranks images: it has neither unit nor zero.
 */
public record Ll4alStrategy(Ll4alOptions options) implements AcquisitionStrategy {

    /** Finds the strategy by its name. */
    public static final class Provider extends ConstantStrategyProvider<Ll4alOptions> {

        public Provider() {
            super(
                    "ll4al",
                    "The images whose loss is predicted to be the largest by a module trained with the detector.",
                    Ll4alOptions.of(Mode.FIXED),
                    Ll4alStrategy::new);
        }
    }

    @Override
    public String name() {
        return "ll4al";
    }

    @Override
    public List<Companion> companions() {
        return List.of(options.module());
    }

    @Override
    public Selection select(Query query) {
        return new LearnedScores(name(), LossPrediction.VECTOR, options.module())
                .select(query, (image, loss) -> new LearnedScores.Score(loss, explained(loss)));
    }

    private static Explanation explained(double loss) {
        return new Explanation(
                "predicted loss",
                List.of(new Explanation.Part(
                        "predicted loss", loss, loss, "as the module beside the detector has it")));
    }
}
