package org.huale.report.html;

import java.util.List;

/**
 * A line of a chart.
 *
 * @param name in the legend
 * @param look number of its colour, dash and marker; {@link #REFERENCE} for what others are held against
 * @param points by ascending x
 */
record Series(String name, int look, List<Point> points) {
    /** The look of the reference: gray. */
    static final int REFERENCE = -1;

    private static final int LOOKS = 8;

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
        return look == REFERENCE ? "c-ref" : "c-" + look % LOOKS;
    }

    /** The class of its dashes, which change when the colours are used up. */
    String dashClass() {
        return look == REFERENCE ? "d-ref" : "d-" + look / LOOKS % 3;
    }

    /** The symbol that marks its points. */
    String marker() {
        return look == REFERENCE ? "m-ref" : "m-" + look % LOOKS;
    }
}
