package org.huale.report.html;

import java.util.List;
import org.huale.report.Look;

/**
 * A line of a chart.
 *
 * @param name in the legend
 * @param look its colour, dashes and marker
 * @param hook a further class by which the line can be hidden; empty for none
 * @param points by ascending x
 */
record Series(String name, Look look, String hook, List<Point> points) {

    /**
     * A place that the line goes through.
     *
     * @param low lower edge of the band around it; y where there is none
     * @param high upper edge of it
     * @param words what is said of the point
     */
    record Point(double x, double y, double low, double high, String words) {}

    /** The class of its colour. */
    String colourClass() {
        return colourClass(look);
    }

    static String colourClass(Look look) {
        return look.colour() == Look.GRAY ? "c-ref" : "c-" + look.colour();
    }

    /** The class of its dashes. */
    String dashClass() {
        return "d-" + look.dash();
    }

    /** The symbol that marks its points. */
    String marker() {
        return look.colour() == Look.GRAY ? "m-ref" : "m-" + look.colour();
    }
}
