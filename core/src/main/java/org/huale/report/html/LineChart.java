package org.huale.report.html;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Lines with bands. Lines are drawn in a picture that is stretched to the room there is, while letters and markers are
 * placed by percent, so that they keep their size on a narrow screen.
 *
 * @param words what the chart shows, for those who cannot see it
 */
record LineChart(String words, Axes axes, List<Series> series) {
    private static final double SIZE = 1000;

    /**
     * What is along the sides.
     *
     * @param yLabel turns a value into the words at a tick
     */
    record Axes(String xTitle, String yTitle, DoubleFunction<String> yLabel) {}

    Element html() {
        if (series.stream().allMatch(one -> one.points().isEmpty())) {
            return Section.nothing("Nothing to draw yet.");
        }
        return Element.of("div", "chart")
                .add(legend())
                .add(Element.of("p", "axis-y").text(axes.yTitle()))
                .add(Element.of("div", "plot").add(drawing()))
                .add(Element.of("p", "axis-x").text(axes.xTitle()));
    }

    private Element legend() {
        Element legend = Element.of("ul", "legend");
        for (Series one : series) {
            legend.add(Element.of("li", one.hook())
                    .add(swatch(one))
                    .add(Element.of("span").text(one.name())));
        }
        return legend;
    }

    private static Element swatch(Series one) {
        return Element.of("svg", "swatch " + one.colourClass())
                .set("viewBox", "0 0 34 12")
                .set("aria-hidden", "true")
                .add(Element.of("path", "line " + one.dashClass()).set("d", "M1 6H33"))
                .add(Element.of("use")
                        .set("href", "#" + one.marker())
                        .set("x", "17")
                        .set("y", "6"));
    }

    private Element drawing() {
        Scale x = Scale.within(least(Series.Point::x), greatest(Series.Point::x), 6);
        Scale y = Scale.covering(Math.max(least(Series.Point::low), 0), greatest(Series.Point::high), 5);
        Element svg = Element.of("svg")
                .set("tabindex", "0")
                .set("role", "group")
                .set("aria-roledescription", "chart")
                .set("aria-label", words)
                .add(grid(x, y));
        Element lines = Element.of("svg", "stretched")
                .set("viewBox", "0 0 1000 1000")
                .set("preserveAspectRatio", "none")
                .set("aria-hidden", "true");
        series.forEach(one -> lines.add(band(one, x, y)));
        series.forEach(one ->
                lines.add(Element.of("path", "line " + one.colourClass() + " " + one.dashClass() + " " + one.hook())
                        .set("d", path(one, x, y))));
        svg.add(lines);
        series.forEach(one -> svg.add(markers(one, x, y)));
        return svg;
    }

    private Element grid(Scale x, Scale y) {
        Element grid = Element.of("g", "grid").set("aria-hidden", "true");
        for (double tick : y.ticks()) {
            String at = percent(1 - y.share(tick));
            grid.add(Element.of("line")
                            .set("x1", "0")
                            .set("x2", "100%")
                            .set("y1", at)
                            .set("y2", at))
                    .add(Element.of("text", "tick-y")
                            .set("x", "-8")
                            .set("y", at)
                            .text(axes.yLabel().apply(tick)));
        }
        for (double tick : x.ticks()) {
            grid.add(Element.of("text", "tick-x")
                    .set("x", percent(x.share(tick)))
                    .set("y", "100%")
                    .text(Numbers.shortly(tick)));
        }
        return grid;
    }

    private static Element band(Series one, Scale x, Scale y) {
        StringBuilder path = new StringBuilder();
        List<Series.Point> points = one.points();
        for (int i = 0; i < points.size(); i++) {
            path.append(i == 0 ? 'M' : 'L')
                    .append(place(x, y, points.get(i).x(), points.get(i).high()));
        }
        for (int i = points.size() - 1; i >= 0; i--) {
            path.append('L').append(place(x, y, points.get(i).x(), points.get(i).low()));
        }
        return Element.of("path", "band " + one.colourClass() + " " + one.hook())
                .set("d", path.toString());
    }

    private static String path(Series one, Scale x, Scale y) {
        StringBuilder path = new StringBuilder();
        for (Series.Point point : one.points()) {
            path.append(path.isEmpty() ? 'M' : 'L').append(place(x, y, point.x(), point.y()));
        }
        return path.toString();
    }

    private static Element markers(Series one, Scale x, Scale y) {
        Element markers = Element.of("g", "markers " + one.colourClass() + " " + one.hook());
        for (Series.Point point : one.points()) {
            markers.add(Element.of("use")
                    .set("href", "#" + one.marker())
                    .set("x", percent(x.share(point.x())))
                    .set("y", percent(1 - y.share(point.y())))
                    .add(Element.of("title").text(point.words())));
        }
        return markers;
    }

    private static String place(Scale x, Scale y, double atX, double atY) {
        return Numbers.place(SIZE * x.share(atX)) + " " + Numbers.place(SIZE * (1 - y.share(atY)));
    }

    private static String percent(double share) {
        return Numbers.place(100 * share) + "%";
    }

    private double least(ToDoubleFunction<Series.Point> number) {
        return points().mapToDouble(number).min().orElse(0);
    }

    private double greatest(ToDoubleFunction<Series.Point> number) {
        return points().mapToDouble(number).max().orElse(1);
    }

    private Stream<Series.Point> points() {
        return series.stream().flatMap(one -> one.points().stream());
    }
}
