package org.huale.report.chart;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.huale.report.markup.Element;
import org.huale.report.markup.Numbers;

/**
 * Lines with bands. Lines are drawn in a picture that is stretched to the room there is, while letters and markers are
 * placed by percent, so that they keep their size on a narrow screen.
 *
 * @param words what the chart shows, for those who cannot see it
 */
public record LineChart(String words, Axes axes, List<Series> series) {
    private static final Frame STRETCHED = new Frame(1000, 1000, "");
    private static final Frame PERCENT = new Frame(100, 100, "%");

    /**
     * What is along the sides.
     *
     * @param yLabel turns a value into the words at a tick
     * @param shares whether both axes go from 0 to 1, whatever the values are
     */
    public record Axes(String xTitle, String yTitle, DoubleFunction<String> yLabel, boolean shares) {

        /** As far as the values reach. */
        public Axes(String xTitle, String yTitle, DoubleFunction<String> yLabel) {
            this(xTitle, yTitle, yLabel, false);
        }
    }

    public Element html() {
        if (series.stream().allMatch(one -> one.points().isEmpty())) {
            return Element.of("p", "empty").text("Nothing to draw yet.");
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

    static Element swatch(Series one) {
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
        Plot stretched = plot(STRETCHED);
        Plot percent = plot(PERCENT);
        Element lines = Element.of("svg", "stretched")
                .set("viewBox", "0 0 1000 1000")
                .set("preserveAspectRatio", "none")
                .set("aria-hidden", "true")
                .add(bands(stretched))
                .add(lines(stretched));
        return Element.of("svg")
                .set("tabindex", "0")
                .set("role", "group")
                .set("aria-roledescription", "chart")
                .set("aria-label", words)
                .add(grid(percent))
                .add(lines)
                .add(markers(percent));
    }

    /** Where a share of the plot's width and height, from its lower left corner, is drawn. */
    record Frame(double width, double height, String unit) {

        String x(double share) {
            return Numbers.place(width * share) + unit;
        }

        String y(double share) {
            return Numbers.place(height * (1 - share)) + unit;
        }
    }

    /** Grid, bands, lines and markers in a frame of fixed size. */
    Element drawing(Frame frame) {
        Plot plot = plot(frame);
        return Element.of("g").add(grid(plot)).add(bands(plot)).add(lines(plot)).add(markers(plot));
    }

    private Plot plot(Frame frame) {
        return axes.shares()
                ? new Plot(frame, new Scale(0, 1, 0.2), new Scale(0, 1, 0.2))
                : new Plot(
                        frame,
                        Scale.within(least(Series.Point::x), greatest(Series.Point::x), 6),
                        Scale.covering(foot(), greatest(Series.Point::high), 5));
    }

    /** Bands of numbers that cannot be negative end at 0. */
    private double foot() {
        double lowest = least(Series.Point::low);
        return least(Series.Point::y) < 0 ? lowest : Math.max(lowest, 0);
    }

    private Element grid(Plot plot) {
        Element grid = Element.of("g", "grid").set("aria-hidden", "true");
        Frame frame = plot.frame();
        for (double tick : plot.y().ticks()) {
            String at = plot.y(tick);
            grid.add(Element.of("line")
                            .set("x1", frame.x(0))
                            .set("x2", frame.x(1))
                            .set("y1", at)
                            .set("y2", at))
                    .add(Element.of("text", "tick-y")
                            .set("x", "-8")
                            .set("y", at)
                            .text(axes.yLabel().apply(tick)));
        }
        for (double tick : plot.x().ticks()) {
            grid.add(Element.of("text", "tick-x")
                    .set("x", plot.x(tick))
                    .set("y", frame.y(0))
                    .text(Numbers.shortly(tick)));
        }
        return grid;
    }

    private List<Element> bands(Plot plot) {
        return series.stream()
                .map(one -> Element.of("path", "band " + one.colourClass() + hook(one))
                        .set("d", plot.around(one.points())))
                .toList();
    }

    private List<Element> lines(Plot plot) {
        return series.stream()
                .map(one -> Element.of("path", "line " + one.colourClass() + " " + one.dashClass() + hook(one))
                        .set("d", plot.through(one.points())))
                .toList();
    }

    private List<Element> markers(Plot plot) {
        return series.stream().map(one -> markers(one, plot)).toList();
    }

    private static Element markers(Series one, Plot plot) {
        Element markers = Element.of("g", "markers " + one.colourClass() + hook(one));
        for (Series.Point point : one.points()) {
            if (point.words().isEmpty()) {
                continue;
            }
            markers.add(Element.of("use")
                    .set("href", "#" + one.marker())
                    .set("x", plot.x(point.x()))
                    .set("y", plot.y(point.y()))
                    .add(Element.of("title").text(point.words())));
        }
        return markers;
    }

    private static String hook(Series one) {
        return one.hook().isEmpty() ? "" : " " + one.hook();
    }

    /** A frame with the scales of the values in it, which says places as attributes and points as path data. */
    private record Plot(Frame frame, Scale x, Scale y) {

        String x(double value) {
            return frame.x(x.share(value));
        }

        String y(double value) {
            return frame.y(y.share(value));
        }

        String through(List<Series.Point> points) {
            StringBuilder path = new StringBuilder();
            for (Series.Point point : points) {
                path.append(path.isEmpty() ? 'M' : 'L').append(place(point.x(), point.y()));
            }
            return path.toString();
        }

        /** Along the upper edge and back along the lower one. */
        String around(List<Series.Point> points) {
            StringBuilder path = new StringBuilder();
            for (Series.Point point : points) {
                path.append(path.isEmpty() ? 'M' : 'L').append(place(point.x(), point.high()));
            }
            for (int i = points.size() - 1; i >= 0; i--) {
                path.append('L').append(place(points.get(i).x(), points.get(i).low()));
            }
            return path.toString();
        }

        private String place(double atX, double atY) {
            return x(atX) + " " + y(atY);
        }
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
