package org.huale.report.chart;

import java.util.List;

/**
 * A line of a chart.
 *
 * @param name in the legend
 * @param style its colour, dashes and marker
 * @param hook a further class by which the line can be hidden; empty for none
 * @param points by ascending x
 */
public record Series(String name, SeriesStyle style, String hook, List<Point> points) {

    /**
     * A place that the line goes through.
     *
     * @param low lower edge of the band around it; y where there is none
     * @param high upper edge of it
     * @param words what is said of the point; of nothing, it has no marker
     */
    public record Point(double x, double y, double low, double high, String words) {}

    Series withoutBand() {
        return new Series(
                name,
                style,
                hook,
                points.stream()
                        .map(it -> new Point(it.x(), it.y(), it.y(), it.y(), it.words()))
                        .toList());
    }

    /** The class of its colour. */
    public String colourClass() {
        return colourClass(style);
    }

    public static String colourClass(SeriesStyle style) {
        return style.colour() == SeriesStyle.GRAY ? "c-ref" : "c-" + style.colour();
    }

    /** The class of its dashes. */
    public String dashClass() {
        return "d-" + style.dash();
    }

    /** The symbol that marks its points. */
    public String marker() {
        return style.colour() == SeriesStyle.GRAY ? "m-ref" : "m-" + style.colour();
    }
}
