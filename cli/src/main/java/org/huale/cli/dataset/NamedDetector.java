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

    /**
     * A training that could begin.
     *
     * @param run that has such trainings in its cycles, in words
     */
    record Prepared(String run, DetectorTraining training, TrainingSetup setup) {}

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
                Optional.of(new Prepared("this run", run.detector().training(), run.setup())));
    }

    private static NamedDetector of(DetectorProvider provider, Record options) {
        return new NamedDetector(
                provider.kind(),
                provider.training()
                        .map(training ->
                                new Prepared("a run with the model's defaults", training, setup(training, options))));
    }

    private static TrainingSetup setup(DetectorTraining training, Record options) {
        return new TrainingSetup(0, options, training.defaults(), FirstWeights.random(), PLACE, 1);
    }

    /**
     * What a training on some images may expect.
     *
     * @param anchors how well they fit the objects
     * @param warning what bad anchors mean and what helps; null where they fit
     * @param run that has such trainings in its cycles, in words
     * @param iterations of the training
     * @param iterationSeconds of one of them, about, on this machine as it is now; null where it was not measured
     * @param detectionSeconds of one image
     * @param unmeasured why not; null where it was, or there are no images
     */
    record Expectation(
            AnchorFit anchors,
            @Nullable String warning,
            String run,
            long iterations,
            @Nullable Double iterationSeconds,
            @Nullable Double detectionSeconds,
            @Nullable String unmeasured) {

        private Expectation timed(TrainingForecast forecast, Dataset images) {
            try {
                TrainingForecast.Times times = forecast.measure(images);
                return new Expectation(
                        anchors, warning, run, iterations, times.iterationSeconds(), times.detectionSeconds(), null);
            } catch (HualeException e) { // such as for want of a GPU
                return new Expectation(anchors, warning, run, iterations, null, null, e.getMessage());
            }
        }
    }

    /** Empty where it is of a kind that nothing can be said of; measures for some seconds. */
    Optional<Expectation> expectation(Dataset images) {
        return training.flatMap(
                it -> it.training().forecast(it.setup(), images).map(forecast -> expectation(it, forecast, images)));
    }

    private static Expectation expectation(Prepared prepared, TrainingForecast forecast, Dataset images) {
        Expectation untimed = new Expectation(
                forecast.anchors(),
                forecast.warning().orElse(null),
                prepared.run(),
                prepared.setup().training().iterationsFor(images.size()),
                null,
                null,
                null);
        return images.size() == 0 ? untimed : untimed.timed(forecast, images);
    }
}
