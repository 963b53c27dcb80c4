package org.huale.metric;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.huale.api.Stable;

/**
 * What was measured. Written as JSON it holds every number but the curves, which a report draws.
 *
 * @param metric which evaluator measured ({@code coco}, {@code voc})
 * @param counts of what was looked at
 * @param figures by name, the main one first, over all classes; in [0, 1] or {@link #UNDEFINED}
 * @param classes in the order of the data set
 * @param curves one for each class, at IoU 0.5; none after reading from JSON
 */
@Stable
public record Evaluation(
        String metric,
        Counts counts,
        Map<String, Double> figures,
        List<ClassEvaluation> classes,
        @JsonIgnore List<PrecisionRecallCurve> curves) {

    /** Stands for a figure that does not exist, as pycocotools has it. */
    public static final double UNDEFINED = -1;

    /**
     * How much there was.
     *
     * @param images all images; of a class: those with an object of it
     * @param objects those that a detector should find
     * @param ignored crowds, or difficult objects and crowds: not to be found, yet no mistake either
     * @param detections all, also beyond the number that the metric looks at
     */
    public record Counts(int images, int objects, int ignored, int detections) {}

    /** The figures of one class, under the same names as those over all. */
    public record ClassEvaluation(String name, Counts counts, Map<String, Double> figures) {

        public ClassEvaluation {
            figures = ordered(figures);
            requireShares(figures);
        }
    }

    /** @throws IllegalArgumentException where a figure is neither in [0, 1] nor {@link #UNDEFINED} */
    public Evaluation {
        figures = ordered(figures);
        requireShares(figures);
        classes = List.copyOf(classes);
        curves = List.copyOf(curves);
    }

    @JsonCreator
    static Evaluation withoutCurves(
            @JsonProperty("metric") String metric,
            @JsonProperty("counts") Counts counts,
            @JsonProperty("figures") Map<String, Double> figures,
            @JsonProperty("classes") List<ClassEvaluation> classes) {
        return new Evaluation(metric, counts, figures, classes, List.of());
    }

    private static void requireShares(Map<String, Double> figures) {
        figures.forEach((name, value) -> {
            if (!(value >= 0 && value <= 1) && value != UNDEFINED) {
                throw new IllegalArgumentException(
                        "figure " + name + " must be in [0, 1], or " + UNDEFINED + " for none, got " + value);
            }
        });
    }

    /** A figure by its name; refuses names that this metric does not have. */
    public double figure(String name) {
        Double value = figures.get(name);
        if (value == null) {
            throw new IllegalArgumentException(metric + " has no figure " + name + ", only " + figures.keySet());
        }
        return value;
    }

    private static Map<String, Double> ordered(Map<String, Double> figures) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }
}
