package org.huale.detect.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one iteration came to.
 *
 * @param terms of the loss by name, then their sum as {@code total}
 * @param gradientNorm over all parameters, before clipping
 * @param learningRate of this step
 */
public record StepResult(Map<String, Double> terms, double gradientNorm, double learningRate) {

    public StepResult {
        terms = Collections.unmodifiableMap(new LinkedHashMap<>(terms));
    }

    public double total() {
        return terms.getOrDefault("total", Double.NaN);
    }

    /** Whether the loss and the gradient can be used. */
    public boolean finite() {
        return Double.isFinite(gradientNorm) && terms.values().stream().allMatch(Double::isFinite);
    }

    /** Everything by name, as a line of the metrics. */
    public Map<String, Double> row() {
        Map<String, Double> row = new LinkedHashMap<>(terms);
        row.put("gradientNorm", gradientNorm);
        row.put("learningRate", learningRate);
        return row;
    }
}
