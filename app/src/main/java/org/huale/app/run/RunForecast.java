package org.huale.app.run;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.detect.provider.TrainingForecast;
import org.huale.geometry.AnchorFit;
import org.huale.loop.PlannedSelection;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/**
 * What a run may expect.
 *
 * @param images that the anchors were compared with
 * @param anchors how well they fit
 * @param warning what bad anchors mean and what helps; null where they fit
 * @param minutes of each cycle, about, on this machine as it is now; empty where nothing was measured
 * @param unmeasured why that is not known though somebody asked, such as a GPU that is not there; null where it is known
 */
public record RunForecast(
        String images,
        AnchorFit anchors,
        @Nullable String warning,
        List<Double> minutes,
        @Nullable String unmeasured) {

    /**
     * Empty where nothing can be said of detectors of this kind.
     *
     * @param timed whether some seconds are spent on measuring how long a cycle takes
     */
    public static Optional<RunForecast> of(RunConfig config, RunData data, RunPlan plan, boolean timed) {
        Dataset first = firstImages(config, data.pool());
        boolean annotated =
                first.images().stream().anyMatch(it -> !it.annotations().isEmpty());
        Dataset known = annotated ? first : data.test();
        String which = annotated ? first(config) : "the test images";
        Dataset like = data.test().size() == 0 ? data.pool() : data.test();
        return config.detector().training().forecast(config.setup(), known).map(training -> {
            RunForecast untimed = new RunForecast(
                    which, training.anchors(), training.warning().orElse(null), List.of(), null);
            return timed ? untimed.timed(training, like, plan) : untimed;
        });
    }

    /** A run may be planned where it cannot be made. */
    private RunForecast timed(TrainingForecast training, Dataset like, RunPlan plan) {
        try {
            return new RunForecast(images, anchors, warning, minutes(training, like, plan), null);
        } catch (HualeException e) {
            return new RunForecast(images, anchors, warning, List.of(), e.getMessage());
        }
    }

    private static Dataset firstImages(RunConfig config, Dataset pool) {
        Set<ImageId> first = new HashSet<>();
        PlannedSelection.begin(pool, config.initial(), config.loop())
                .labeled()
                .images()
                .forEach(it -> first.add(it.id()));
        return new Dataset(
                pool.name(),
                pool.classes(),
                pool.images().stream().filter(it -> first.contains(it.id())).toList());
    }

    /** A plan looks at no image, so that it begins with others where the first ones are chosen by what they show. */
    private static String first(RunConfig config) {
        return config.initial().looks() ? "images drawn in place of the first" : "the first images";
    }

    private static List<Double> minutes(TrainingForecast training, Dataset images, RunPlan plan) {
        TrainingForecast.Times times = training.measure(images);
        return plan.cycles().stream().map(it -> minutes(it, times)).toList();
    }

    private static double minutes(RunPlan.Cycle cycle, TrainingForecast.Times times) {
        int detected = cycle.evaluated()
                + cycle.forwards().values().stream().mapToInt(Integer::intValue).sum();
        return (cycle.iterations() * times.iterationSeconds() + detected * times.detectionSeconds()) / 60;
    }
}
