package org.huale.acquire.learned;

import java.util.List;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.ConstantStrategyProvider;
import org.huale.acquire.Explanation;
import org.huale.acquire.Mode;
import org.huale.acquire.Query;
import org.huale.acquire.Selection;
import org.huale.detect.Companion;

/**
 * The images that a discriminator is most sure are not labeled, by the code an autoencoder gives them. Source: Sinha,
 * Ebrahimi and Darrell, Variational Adversarial Active Learning, ICCV 2019. Knows nothing of the detector: it takes what
 * looks unlike the labeled images, whatever is in them. Where the discriminator has learned nothing, chance decides.
 */
public record VaalStrategy(VaalOptions options) implements AcquisitionStrategy {

    /** Finds the strategy by its name. */
    public static final class Provider extends ConstantStrategyProvider<VaalOptions> {

        public Provider() {
            super(
                    "vaal",
                    "The images that look least like labeled ones to a discriminator on an autoencoder's codes.",
                    VaalOptions.of(Mode.FIXED),
                    VaalStrategy::new);
        }
    }

    @Override
    public String name() {
        return "vaal";
    }

    @Override
    public List<Companion> companions() {
        return List.of(options.networks());
    }

    @Override
    public Selection select(Query query) {
        return new LearnedScores(name(), AdversarialAutoencoder.VECTOR, options.networks())
                .select(query, (image, labeled) -> new LearnedScores.Score(1 - labeled, explained(labeled)));
    }

    private static Explanation explained(double labeled) {
        return new Explanation(
                "1 - probability of being labeled",
                List.of(new Explanation.Part(
                        "probability of being labeled", labeled, 1 - labeled, "as the discriminator has it")));
    }
}
