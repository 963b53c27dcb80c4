package org.huale.dataset.drawn;

import java.util.List;
import org.huale.dataset.file.RawBox;

/** Frames of outlines that are no upright boxes, in the coordinates of the outline. */
public final class Frames {
    private Frames() {}

    /** A point. */
    public record Point(double x, double y) {

        /** Turned clockwise, as y points down. */
        Point turned(double degrees, Point about) {
            double radians = Math.toRadians(degrees);
            double dx = x - about.x();
            double dy = y - about.y();
            return new Point(
                    about.x() + dx * Math.cos(radians) - dy * Math.sin(radians),
                    about.y() + dx * Math.sin(radians) + dy * Math.cos(radians));
        }
    }

    /** Of points; NaN where one is or where there are none. */
    public static RawBox of(List<Point> points) {
        if (points.isEmpty()) {
            return new RawBox(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        Point first = points.get(0);
        RawBox frame = new RawBox(first.x(), first.y(), first.x(), first.y());
        for (Point point : points) {
            frame = new RawBox(
                    Math.min(frame.x1(), point.x()),
                    Math.min(frame.y1(), point.y()),
                    Math.max(frame.x2(), point.x()),
                    Math.max(frame.y2(), point.y()));
        }
        return frame;
    }

    /** Of a box that is turned clockwise about a point. */
    public static RawBox turned(RawBox box, double degrees, Point about) {
        if (degrees % 360 == 0) {
            return box;
        }
        return of(List.of(
                new Point(box.x1(), box.y1()).turned(degrees, about),
                new Point(box.x2(), box.y1()).turned(degrees, about),
                new Point(box.x2(), box.y2()).turned(degrees, about),
                new Point(box.x1(), box.y2()).turned(degrees, about)));
    }

    /** The same about its own centre. */
    public static RawBox turned(RawBox box, double degrees) {
        return turned(box, degrees, new Point((box.x1() + box.x2()) / 2, (box.y1() + box.y2()) / 2));
    }

    /** Of an ellipse with its half-axes, turned clockwise about its centre. */
    public static RawBox ellipse(Point centre, double rx, double ry, double degrees) {
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        double halfWidth = Math.hypot(rx * cos, ry * sin);
        double halfHeight = Math.hypot(rx * sin, ry * cos);
        return around(centre, halfWidth, halfHeight);
    }

    /** Of everything within these distances of a centre. */
    public static RawBox around(Point centre, double halfWidth, double halfHeight) {
        return new RawBox(
                centre.x() - halfWidth, centre.y() - halfHeight, centre.x() + halfWidth, centre.y() + halfHeight);
    }
}
