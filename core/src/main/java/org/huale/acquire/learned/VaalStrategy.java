package org.huale.acquire.learned;

import java.util.List;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.ConstantStrategyProvider;
import org.huale.acquire.Explanation;
import org.huale.acquire.Query;
import org.huale.acquire.Selection;
import org.huale.config.Mode;
import org.huale.detect.Companion;
import org.huale.detect.companion.AdversarialAutoencoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The images that a discriminator is most sure are not labeled, by the code an autoencoder gives them. Source: Sinha,
 * Ebrahimi and Darrell, Variational Adversarial Active Learning, ICCV 2019. Knows nothing of the detector: it takes what
 * looks unlike the labeled images, whatever is in them. Where the discriminator has learned nothing, chance decides, and the
 * log says so, for which the labeled images are looked at too; where it has, it may know them by heart.
 */
public record VaalStrategy(VaalOptions options) implements AcquisitionStrategy {
    private static final Logger LOG = LoggerFactory.getLogger(VaalStrategy.class);

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
        LearnedScores scores = new LearnedScores(name(), AdversarialAutoencoder.VECTOR, options.networks());
        Separation separation = new Separation(query.wanted() == 0 ? new double[0] : scores.ofLabeled(query));
        Selection selection = scores.select(query, (image, labeled) -> {
            separation.addUnlabeled(labeled);
            return new LearnedScores.Score(1 - labeled, explained(labeled));
        });
        report(separation);
        return selection;
    }

    private static void report(Separation separation) {
        if (!separation.isKnown()) {
            return;
        }
        if (separation.isMoreThanChance()) {
            LOG.info("vaal: the discriminator tells labeled from unlabeled images: {}", separation.words());
        } else {
            LOG.warn(
                    "vaal: the discriminator tells labeled from unlabeled no better than chance: {}; this selection is"
                            + " as good as random",
                    separation.words());
        }
    }

    private static Explanation explained(double labeled) {
        return new Explanation(
                "1 - probability of being labeled",
                List.of(new Explanation.Part(
                        "probability of being labeled", labeled, 1 - labeled, "as the discriminator has it")));
    }
}
