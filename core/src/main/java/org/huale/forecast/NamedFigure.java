package org.huale.forecast;

import java.util.Map;
import java.util.OptionalDouble;
import org.huale.metric.Evaluation;

/** Finds a figure among the evaluations of a detector. */
public final class NamedFigure {
    private NamedFigure() {}

    /**
     * @param name such as {@code voc:AP-all-point}
     * @param evaluations by the evaluator's name
     * @return empty where it was not measured or is undefined
     */
    public static OptionalDouble of(Map<String, Evaluation> evaluations, String name) {
        int colon = name.indexOf(':');
        Evaluation evaluation = evaluations.get(name.substring(0, Math.max(0, colon)));
        Double value = evaluation == null ? null : evaluation.figures().get(name.substring(colon + 1));
        return value == null || value == Evaluation.UNDEFINED ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
