package org.huale.torch;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.huale.config.Settings;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.detect.DetectorTrainer;
import org.huale.detect.PoolDetector;
import org.huale.detect.companion.LossPrediction;
import org.huale.detect.provider.DetectorTraining;
import org.huale.detect.provider.FirstWeights;
import org.huale.detect.provider.SingleTraining;
import org.huale.detect.provider.TrainingForecast;
import org.huale.detect.provider.TrainingRecipe;
import org.huale.detect.provider.TrainingSetup;
import org.huale.detect.training.StopSignal;
import org.huale.detect.training.TrainingListener;
import org.huale.geometry.AnchorFit;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;
import org.huale.torch.environment.TorchDevice;
import org.huale.torch.loss.LossOptions;
import org.huale.torch.nn.Backbones;
import org.huale.torch.rcnn.FasterRcnnOptions;
import org.huale.torch.train.TrainingOptions;

/** Trains Faster R-CNNs by {@link TrainingOptions}. */
public final class FasterRcnnTraining implements DetectorTraining {

    @Override
    public TrainingRecipe defaults() {
        return TrainingOptions.named(TrainingOptions.FEW_LABELS);
    }

    @Override
    public TrainingRecipe singleDefaults() {
        return TrainingOptions.defaults();
    }

    @Override
    public List<String> losses() {
        return LossOptions.names();
    }

    @Override
    public Settings completed(Settings written) {
        return EarlierVersions.completed(written);
    }

    @Override
    public void check(TrainingSetup setup) {
        config(setup);
    }

    /** Which of two images is the harder is learned from two that are seen together. */
    @Override
    public void requireUseful(TrainingSetup setup, Wish wish) {
        boolean compares = wish.companions().stream().anyMatch(LossPrediction.class::isInstance);
        if (compares && setup.training().imagesAnIteration() < 2) {
            throw new HualeException("training.batchSize: is 1 with training.processes: 1, but the strategy wants a"
                    + " network trained beside the detector (loss-prediction) that compares the images of an iteration,"
                    + " and would learn nothing; take at least 2 images a batch, 2 processes, or another strategy");
        }
    }

    /**
     * Refuses vectors that the detector will not give. A companion may give any but those of the backbone. It is not asked in
     * {@link #require}, where a benchmark with one such arm would have none of the others.
     */
    @Override
    public void rehearse(TrainingSetup setup, ClassNames classes, Wish wish) {
        Set<String> given = TorchDetector.vectors(
                Backbones.beginsFrozen(begun(setup).detector().backbone()));
        if (wish.vectors().contains(PoolDetector.BACKBONE_FEATURES)) {
            requireGiven(Set.of(PoolDetector.BACKBONE_FEATURES), given, remedy(setup.first()));
        }
        if (wish.companions().isEmpty()) {
            requireGiven(wish.vectors(), given, "");
        }
    }

    private static void requireGiven(Set<String> vectors, Set<String> given, String remedy) {
        PoolDetector.lackingVectors(vectors, given).ifPresent(lacking -> {
            throw new HualeException("strategy: the detector " + lacking + remedy);
        });
    }

    private static String remedy(FirstWeights first) {
        return first.isRandom()
                ? "; all of its backbone trains, as always without weights to begin with: give weights.backbone or"
                        + " weights.detector and no weights.mode=scratch, or take other features, as core-set does with"
                        + " features=detector"
                : "; all of its backbone trains: take fewer detector.backbone.trainableLayers";
    }

    /**
     * Looks at the device and at the weights to begin with. What is wrong with them would show in the first training, before which
     * people may annotate for long, and the run keeps both.
     */
    @Override
    public void requireBeginning(TrainingSetup setup, ClassNames classes) {
        TrainingConfig config = config(setup);
        TorchDevice.requirePresent(config.device(), config.training().processes());
        StartingWeights weights = StartingWeights.read(setup.first());
        if (!weights.none()) {
            weights.requireFitting(
                    FittedAnchors.beforehand(config.detector(), setup.first()), classes, config.threads());
        }
    }

    /** Weights of a detector say what they were trained with, and a loss may need the variance head. */
    @Override
    public FasterRcnnOptions fitted(TrainingSetup setup, Predicate<String> asked) {
        TrainingConfig config = config(setup);
        TrainingConfig adopted = config.withDetector(adopted(config.detector(), setup.first(), asked));
        TrainingConfig fitted = asked.test(TrainingConfig.VARIANCE_KEY) ? adopted : adopted.withNeededVarianceHead();
        fitted.requireVarianceHead();
        return fitted.detector();
    }

    private static FasterRcnnOptions adopted(FasterRcnnOptions detector, FirstWeights first, Predicate<String> asked) {
        if (first.detector() != null) {
            return WeightsDescription.adopt(detector, first.detector(), asked);
        }
        return first.backbone() == null ? detector : WeightsDescription.padded(detector, first.backbone(), asked);
    }

    @Override
    public DetectorTrainer trainer(TrainingSetup setup, TrainingListener listener, StopSignal stop) {
        return TorchDetectorTrainer.reportingTo(
                listener, stop, new TorchDetectorTrainer.Setup(config(setup), setup.first(), setup.batchSize()));
    }

    @Override
    public Optional<SingleTraining.Trainer> singleTrainer(
            TrainingSetup setup, TrainingListener listener, StopSignal stop) {
        TorchTraining training = TorchTraining.reportingTo(listener, stop);
        return Optional.of(task -> training.run(new TrainingRequest(task, config(setup), setup.first())));
    }

    @Override
    public Optional<TrainingForecast> forecast(TrainingSetup setup, Dataset images) {
        TrainingConfig config = begun(setup);
        TrainingConfig fitted = FittedAnchors.of(config, setup.first(), images);
        AnchorFit fit = FittedAnchors.fit(fitted, images);
        boolean auto = config.detector().rpn().anchors().areToBeFitted();
        return Optional.of(new Forecast(fitted, fit, FittedAnchors.warning(fit, auto)));
    }

    /** As its training takes it. */
    private static TrainingConfig begun(TrainingSetup setup) {
        return setup.first().isRandom() ? TorchTraining.fromRandomNumbers(config(setup)) : config(setup);
    }

    private record Forecast(TrainingConfig config, AnchorFit anchors, Optional<String> warning)
            implements TrainingForecast {

        @Override
        public Times measure(ImageSize image, int classes) {
            return StepTimes.measured(config, image, classes);
        }
    }

    /**
     * The setup with the types of this kind.
     *
     * @throws IllegalArgumentException where it is one of another kind
     */
    public static TrainingConfig config(TrainingSetup setup) {
        if (setup.detector() instanceof FasterRcnnOptions detector
                && setup.training() instanceof TrainingOptions training) {
            return new TrainingConfig(
                    setup.seed(), setup.place().device(), setup.place().threads(), detector, training);
        }
        throw new IllegalArgumentException("not a Faster R-CNN and its training: "
                + setup.detector().getClass().getSimpleName() + ", "
                + setup.training().getClass().getSimpleName());
    }
}
