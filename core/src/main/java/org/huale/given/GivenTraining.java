package org.huale.given;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import org.huale.dataset.ClassNames;
import org.huale.detect.DetectorTrainer;
import org.huale.detect.provider.DetectorProvider;
import org.huale.detect.provider.DetectorTraining;
import org.huale.detect.provider.FirstWeights;
import org.huale.detect.provider.TrainingRecipe;
import org.huale.detect.provider.TrainingSetup;
import org.huale.detect.training.StopSignal;
import org.huale.detect.training.TrainingListener;
import org.huale.problem.HualeException;

/**
 * How runs come by detectors of a kind that HUALE opens and does not train: somebody leaves them as files. The kind's options
 * are {@link GivenOptions}.
 *
 * @param provider of the kind
 */
public record GivenTraining(DetectorProvider provider) implements DetectorTraining {

    /** The options of such kinds. */
    public static GivenOptions options() {
        return GivenOptions.defaults();
    }

    @Override
    public boolean learns() {
        return false;
    }

    @Override
    public TrainingRecipe defaults() {
        return new GivenRecipe();
    }

    @Override
    public void check(TrainingSetup setup) {
        options(setup);
        if (!(setup.training() instanceof GivenRecipe)) {
            throw new IllegalArgumentException("not for detectors that are given: " + setup.training());
        }
        if (!setup.first().equals(FirstWeights.random())) {
            throw new IllegalArgumentException("weights.backbone and weights.detector are not for detector: "
                    + provider.kind() + ", of which nothing is trained; detector.model names its file");
        }
    }

    private static GivenOptions options(TrainingSetup setup) {
        if (setup.detector() instanceof GivenOptions options) {
            return options;
        }
        throw new IllegalArgumentException("not a detector that is given: " + setup.detector());
    }

    @Override
    public GivenOptions fitted(TrainingSetup setup, Predicate<String> asked) {
        GivenOptions options = options(setup);
        if (!options.isGiven()) {
            throw new HualeException("detector.model: is missing; it names the file, such as models/best."
                    + provider.kind() + ", or models/cycle-" + GivenOptions.CYCLE + "." + provider.kind()
                    + " for another in each cycle");
        }
        if (!provider.claims(Path.of(options.model()))) {
            throw new HualeException("detector.model: " + options.model() + " is no file of the kind " + provider.kind()
                    + ", by its name");
        }
        return options.absolute();
    }

    @Override
    public void require(TrainingSetup setup, Wish wish) {
        if (wish.warmStart()) {
            throw new HualeException(
                    "weights.mode: is previous, but nothing is trained with detector: " + provider.kind());
        }
        if (!wish.companions().isEmpty()) {
            throw new HualeException(
                    "strategy: it wants " + wish.companions() + " to be trained beside the detector, and"
                            + " nothing is trained with detector: " + provider.kind());
        }
    }

    @Override
    public void rehearse(TrainingSetup setup, ClassNames classes, Wish wish) {
        new GivenTrainer(provider, options(setup), setup).rehearse(classes, wish);
    }

    @Override
    public Optional<Path> awaited(TrainingSetup setup, int cycle) {
        return Optional.of(options(setup).file(cycle));
    }

    @Override
    public DetectorTrainer trainer(TrainingSetup setup, TrainingListener listener, StopSignal stop) {
        return new GivenTrainer(provider, options(setup), setup);
    }
}
