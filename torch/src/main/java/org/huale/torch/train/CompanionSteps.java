package org.huale.torch.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What companions make of one iteration: their figures, and their steps. */
final class CompanionSteps {
    private final Map<CompanionTraining, Map<String, Double>> figures = new LinkedHashMap<>();

    private CompanionSteps() {}

    /** With the figures that are told before anything moves. */
    static CompanionSteps of(List<CompanionTraining> companions) {
        CompanionSteps steps = new CompanionSteps();
        companions.forEach(it -> steps.figures.put(it, new LinkedHashMap<>(it.figures())));
        return steps;
    }

    void move(double factor, long iteration) {
        figures.forEach((companion, told) -> told.putAll(companion.step(factor, iteration)));
    }

    /** The detector's values, and after them what is told by now, companion by companion. */
    Map<String, Double> after(Map<String, Double> detector) {
        Map<String, Double> all = new LinkedHashMap<>(detector);
        figures.forEach(
                (companion, told) -> told.forEach((name, value) -> all.put(companion.name() + "." + name, value)));
        return all;
    }
}
