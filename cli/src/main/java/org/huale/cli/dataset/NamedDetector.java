package org.huale.cli.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.huale.app.run.RunConfig;
import org.huale.config.Settings;
import org.huale.dataset.Dataset;
import org.huale.detect.provider.DetectorProvider;
import org.huale.detect.provider.DetectorProviders;
import org.huale.detect.provider.DetectorSource;
import org.huale.detect.provider.DetectorTraining;
import org.huale.detect.provider.FirstWeights;
import org.huale.detect.provider.TrainingForecast;
import org.huale.detect.provider.TrainingRecipe;
import org.huale.detect.provider.TrainingSetup;
import org.huale.geometry.AnchorFit;
import org.huale.problem.HualeException;
import org.huale.storage.InputFile;
import org.jspecify.annotations.Nullable;

/**
 * A detector by one word: the name of a model, a file of weights, or the configuration of a run.
 *
 * @param training empty where its kind cannot be trained
 */
record NamedDetector(String kind, Optional<Prepared> training) {
    private static final DetectorSource.Place PLACE = new DetectorSource.Place("cpu", 1);

    /** A training that could begin. */
    record Prepared(DetectorTraining training, TrainingSetup setup) {}

    /** @throws HualeException where the word is neither, or the file does not say which detector it is for */
    static NamedDetector of(String word) {
        if (DetectorProviders.models().contains(word)) {
            DetectorProvider provider = DetectorProviders.named(word);
            return of(provider, provider.options(word));
        }
        Path file = Path.of(word);
        if (!Files.isRegularFile(file)) {
            String why = Files.exists(file) ? InputFile.obstacle(file).orElse("") + "; " : "";
            throw new HualeException(
                    word + ": " + why + "neither a file nor a model; there are " + DetectorProviders.models());
        }
        return word.matches(".*\\.(ya?ml|json)") ? of(RunConfig.of(new Settings().file(file))) : ofWeights(file);
    }

    private static NamedDetector ofWeights(Path file) {
        DetectorProvider provider =
                DetectorProviders.of(new DetectorSource(file, null, DetectorSource.Changes.none(), PLACE));
        return of(provider, provider.options(file));
    }

    private static NamedDetector of(RunConfig run) {
        return new NamedDetector(
                run.detector().provider().kind(),
                Optional.of(new Prepared(run.detector().training(), run.setup())));
    }

    private static NamedDetector of(DetectorProvider provider, Record options) {
        return new NamedDetector(
                provider.kind(),
                provider.training()
                        .map(training -> new Prepared(
                                training,
                                new TrainingSetup(
                                        0, options, training.singleDefaults(), FirstWeights.random(), PLACE, 1))));
    }

    /**
     * What a training on some images may expect.
     *
     * @param anchors how well they fit the objects
     * @param iterations of the training
     * @param iterationSeconds of one of them, about, on this machine as it is now; null where it was not measured
     * @param detectionSeconds of one image
     * @param unmeasured why not; null where it was, or there are no images
     */
    record Expectation(
            AnchorFit anchors,
            long iterations,
            @Nullable Double iterationSeconds,
            @Nullable Double detectionSeconds,
            @Nullable String unmeasured) {}

    /** Empty where it is of a kind that nothing can be said of; measures for some seconds. */
    Optional<Expectation> expectation(Dataset images) {
        return training.flatMap(it -> it.training()
                .forecast(it.setup(), images)
                .map(forecast -> expectation(forecast, it.setup().training(), images)));
    }

    private static Expectation expectation(TrainingForecast forecast, TrainingRecipe recipe, Dataset images) {
        long iterations = recipe.iterationsFor(images.size());
        if (images.size() == 0) {
            return new Expectation(forecast.anchors(), iterations, null, null, null);
        }
        try {
            TrainingForecast.Times times = forecast.measure(images);
            return new Expectation(
                    forecast.anchors(), iterations, times.iterationSeconds(), times.detectionSeconds(), null);
        } catch (HualeException e) { // such as for want of a GPU
            return new Expectation(forecast.anchors(), iterations, null, null, e.getMessage());
        }
    }
}
