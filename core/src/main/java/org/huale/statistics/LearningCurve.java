package org.huale.statistics;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How a figure grows with what was spent, straight between its points.
 *
 * @param points at least one, x strictly increasing, all finite
 */
public record LearningCurve(List<Point> points) {

    /**
     * @param x what was spent: images or boxes annotated
     * @param y the figure, such as a mean average precision
     */
    public record Point(double x, double y) {

        public Point {
            if (!Double.isFinite(x) || !Double.isFinite(y)) {
                throw new IllegalArgumentException("a point must be finite, got (" + x + ", " + y + ")");
            }
        }
    }

    public LearningCurve {
        points = List.copyOf(points);
        if (points.isEmpty()) {
            throw new IllegalArgumentException("a learning curve needs at least one point");
        }
        for (int i = 1; i < points.size(); i++) {
            if (points.get(i).x() <= points.get(i - 1).x()) {
                throw new IllegalArgumentException("x must increase strictly, got "
                        + points.get(i).x() + " after " + points.get(i - 1).x());
            }
        }
    }

    /** The least x. */
    public double from() {
        return points.get(0).x();
    }

    /** The greatest x. */
    public double to() {
        return points.get(points.size() - 1).x();
    }

    /** Whether the curve has a value at x; it is not drawn out beyond its ends. */
    public boolean covers(double x) {
        return x >= from() && x <= to();
    }

    /** The value at x. @throws IllegalArgumentException where the curve does not {@link #covers cover} x */
    public double at(double x) {
        if (!covers(x)) {
            throw new IllegalArgumentException("x must be in [" + from() + ", " + to() + "], got " + x);
        }
        int right = 0;
        while (points.get(right).x() < x) {
            right++;
        }
        return right == 0 ? points.get(0).y() : between(points.get(right - 1), points.get(right), x);
    }

    /**
     * The area below the curve from one x to another by the trapezoid rule, divided by their distance: the mean height, in
     * the unit of y. Where both are the same x it is the height there. Areas can be compared only over the same range.
     */
    public double area(double from, double to) {
        if (from > to) {
            throw new IllegalArgumentException("from " + from + " must not be beyond to " + to);
        }
        if (from == to) {
            return at(from);
        }
        Point left = new Point(from, at(from));
        double sum = 0;
        for (Point point : points) {
            if (point.x() > from && point.x() < to) {
                sum += trapezoid(left, point);
                left = point;
            }
        }
        return (sum + trapezoid(left, new Point(to, at(to)))) / (to - from);
    }

    /** The least x at which the curve is at least y: what it cost to become so good; empty where it never is. */
    public OptionalDouble firstReaching(double y) {
        if (points.get(0).y() >= y) {
            return OptionalDouble.of(from());
        }
        for (int i = 1; i < points.size(); i++) {
            Point left = points.get(i - 1);
            Point right = points.get(i);
            if (right.y() >= y) {
                double share = (y - left.y()) / (right.y() - left.y());
                return OptionalDouble.of(left.x() + share * (right.x() - left.x()));
            }
        }
        return OptionalDouble.empty();
    }

    private static double between(Point left, Point right, double x) {
        double share = (x - left.x()) / (right.x() - left.x());
        return (1 - share) * left.y() + share * right.y();
    }

    private static double trapezoid(Point left, Point right) {
        return (right.x() - left.x()) * (left.y() + right.y()) / 2;
    }
}
