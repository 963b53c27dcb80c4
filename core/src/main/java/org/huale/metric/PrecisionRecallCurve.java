package org.huale.metric;

import java.util.List;

/**
 * What precision a class has at which recall, by rising recall.
 *
 * @param className of the class
 * @param points none where the class has no objects
 */
public record PrecisionRecallCurve(String className, List<Point> points) {

    public PrecisionRecallCurve {
        points = List.copyOf(points);
    }

    /**
     * One place on the curve.
     *
     * @param recall in [0, 1]
     * @param precision in [0, 1]
     * @param confidence the least one that a detection must have to get there
     */
    public record Point(double recall, double precision, double confidence) {}
}
