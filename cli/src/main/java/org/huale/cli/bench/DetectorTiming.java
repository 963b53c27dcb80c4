package org.huale.cli.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.huale.dataset.Dataset;
import org.huale.detect.Detector;
import org.huale.detect.provider.DetectorProvider;
import org.huale.detect.provider.DetectorProviders;
import org.huale.detect.provider.DetectorSource;
import org.huale.detect.provider.DetectorTraining;
import org.huale.detect.provider.FirstWeights;
import org.huale.detect.provider.TrainingForecast;
import org.huale.detect.provider.TrainingSetup;
import org.huale.detect.provider.WorkClock;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.image.draw.Noise;
import org.huale.problem.HualeException;

/**
 * Times a trained detector of whatever kind on images of noise: {@code infer:BATCH} from pixels to detections, and {@code train},
 * an iteration of its kind's training, where the kind can say how long it takes.
 */
record DetectorTiming(
        DetectorProvider provider,
        DetectorSource source,
        Detector detector,
        WorkClock clock,
        Map<String, Runnable> cases)
        implements DetectorProvider.TimedWork {
    private static final ImageSize SIZE = new ImageSize(640, 480);
    private static final String INFER = "infer:";

    static DetectorTiming open(DetectorSource source, WorkClock clock) {
        DetectorProvider provider = DetectorProviders.of(source);
        return new DetectorTiming(provider, source, provider.open(source), clock, new HashMap<>());
    }

    @Override
    public double milliseconds(String name) {
        if (name.equals("train")) {
            return iteration() * 1000;
        }
        if (!name.matches(INFER + "[1-9]\\d{0,3}")) {
            throw new HualeException("no such case: " + name + "; there are infer:BATCH and train");
        }
        return clock.milliseconds(cases.computeIfAbsent(name, this::detection));
    }

    private Runnable detection(String name) {
        int batch = Integer.parseInt(name.substring(INFER.length()));
        List<Image> images =
                IntStream.range(0, batch).mapToObj(seed -> Noise.of(SIZE, seed)).toList();
        return () -> detector.detect(images);
    }

    private double iteration() {
        return provider.training()
                .flatMap(this::forecast)
                .orElseThrow(() -> new HualeException(
                        "detectors of the kind " + provider.kind() + " do not say how long a training takes"))
                .measure(SIZE, detector.classes().count())
                .iterationSeconds();
    }

    private Optional<TrainingForecast> forecast(DetectorTraining training) {
        TrainingSetup setup = new TrainingSetup(
                0,
                provider.options(source.weights()),
                training.singleDefaults(),
                FirstWeights.random(),
                source.place(),
                1);
        return training.forecast(setup, new Dataset("none", detector.classes(), List.of()));
    }

    @Override
    public void close() {
        detector.close();
    }
}
