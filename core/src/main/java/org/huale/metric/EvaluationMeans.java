package org.huale.metric;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.huale.metric.Evaluation.ClassEvaluation;
import org.huale.metric.Evaluation.Counts;

/** From classes to the whole. */
public final class EvaluationMeans {

    private EvaluationMeans() {}

    /** The mean of each figure over the classes that have it. */
    public static Map<String, Double> figures(List<String> names, List<ClassEvaluation> classes) {
        Map<String, Double> means = new LinkedHashMap<>();
        for (String name : names) {
            means.put(
                    name,
                    mean(classes.stream().mapToDouble(c -> c.figures().getOrDefault(name, Evaluation.UNDEFINED))));
        }
        return means;
    }

    /** The mean of a figure over the classes that have it; {@link Evaluation#UNDEFINED} where none has. */
    public static double mean(DoubleStream ofClasses) {
        return ofClasses
                .filter(value -> value != Evaluation.UNDEFINED)
                .average()
                .orElse(Evaluation.UNDEFINED);
    }

    /** All images, and the sums of the classes. */
    public static Counts counts(EvaluationInput input, List<ClassEvaluation> classes) {
        return new Counts(
                input.truth().images().size(),
                classes.stream().mapToInt(c -> c.counts().objects()).sum(),
                classes.stream().mapToInt(c -> c.counts().ignored()).sum(),
                input.detections().size());
    }
}
