package org.huale.app.train;

import org.huale.config.Settings;
import org.huale.detect.provider.DetectorChoice;
import org.huale.detect.provider.DetectorSource;
import org.huale.detect.provider.FirstWeights;
import org.huale.detect.provider.TrainingRecipe;
import org.huale.detect.provider.TrainingSetup;
import org.huale.problem.HualeException;

/**
 * What a single training is made from, besides data and first weights. Together with those it decides every bit of the result.
 *
 * @param seed all randomness follows from it
 * @param device {@code cpu}, {@code cuda} or {@code cuda:n}
 * @param threads that compute one operation; the last bits of sums depend on it
 * @param detector the network and its options
 * @param training how it is trained
 */
public record TrainConfig(long seed, String device, int threads, DetectorChoice detector, TrainingRecipe training) {
    /** The model where nobody names one. */
    public static final String USUAL_MODEL = "mobilenet-v3-320-fpn";

    public TrainConfig {
        detector.training().check(setup(new Numbers(seed, device, threads), detector, training, FirstWeights.random()));
    }

    private record Numbers(long seed, String device, int threads) {}

    /**
     * Seed 0 on the CPU with all processors.
     *
     * @throws HualeException where nothing is trained with such a detector
     */
    public static TrainConfig defaults(DetectorChoice detector) {
        requireLearning(detector);
        return new TrainConfig(
                0,
                "cpu",
                DetectorSource.Place.defaultThreads(),
                detector,
                detector.training().singleDefaults());
    }

    /**
     * The defaults of the model that the settings name, with the settings in place of what they name, and what follows from
     * the first weights.
     *
     * @throws HualeException listing all that is wrong
     */
    public static TrainConfig of(Settings settings, FirstWeights first) {
        DetectorChoice.nameBesideKeys(settings);
        DetectorChoice model = DetectorChoice.named(settings.named("detector").orElse(USUAL_MODEL));
        return settings.into(defaults(model)).fitted(settings, first);
    }

    private static void requireLearning(DetectorChoice detector) {
        if (!detector.training().learns()) {
            throw new HualeException("detector: " + detector.name() + " cannot be trained; those that can are "
                    + DetectorChoice.trained() + ". Runs take it from a file that others have trained");
        }
    }

    private TrainConfig fitted(Settings settings, FirstWeights first) {
        try {
            TrainingSetup setup = setup(first);
            detector.training().check(setup);
            return with(detector.with(detector.training().fitted(setup, settings::mention)));
        } catch (IllegalArgumentException e) {
            throw new HualeException(String.valueOf(e.getMessage()), e);
        }
    }

    private TrainConfig with(DetectorChoice fitted) {
        return new TrainConfig(seed, device, threads, fitted, training);
    }

    /** What the training needs of it. */
    public TrainingSetup setup(FirstWeights first) {
        return setup(new Numbers(seed, device, threads), detector, training, first);
    }

    private static TrainingSetup setup(
            Numbers numbers, DetectorChoice detector, TrainingRecipe training, FirstWeights first) {
        return new TrainingSetup(
                numbers.seed(),
                detector.options(),
                training,
                first,
                new DetectorSource.Place(numbers.device(), numbers.threads()),
                training.batchSize());
    }
}
