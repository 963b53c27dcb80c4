package org.huale.statistics;

import java.util.List;

/** The x that every one of some curves covers. Empty where {@code from} is beyond {@code to}, and of no curves. */
public record CommonRange(double from, double to) {

    public static CommonRange of(List<LearningCurve> curves) {
        return new CommonRange(
                curves.stream().mapToDouble(LearningCurve::from).max().orElse(1),
                curves.stream().mapToDouble(LearningCurve::to).min().orElse(0));
    }

    public boolean isEmpty() {
        return from > to;
    }
}
