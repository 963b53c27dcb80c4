package org.huale.acquire.coreset;

import org.huale.acquire.Mode;

/**
 * How core-set is run.
 *
 * @param mode FAITHFUL compares by {@link Metric#COSINE}, as detection programs do (blad), whatever {@code metric} says
 * @param metric of FIXED
 */
public record CoreSetOptions(Mode mode, Metric metric) {

    static CoreSetOptions defaults() {
        return new CoreSetOptions(Mode.FIXED, Metric.EUCLIDEAN);
    }

    Metric used() {
        return mode == Mode.FAITHFUL ? Metric.COSINE : metric;
    }
}
