package org.huale.report.chart;

import java.nio.file.Path;
import org.huale.report.markup.Element;

/** A {@link LineChart} as an SVG file of its own, with its title above and its legend below. */
public record ChartFile(String title, LineChart chart) {
    private static final int WIDTH = 900;
    private static final int LEFT = 70;
    private static final int TOP = 72;
    private static final LineChart.Frame PLOT = new LineChart.Frame(800, 430, "");
    private static final int LEGEND = TOP + 430 + 66;
    private static final int LINE = 22;

    /** Replaces the file. A chart without points has axes only. */
    public void write(Path file) {
        Element drawing = Element.of("g")
                .add(SvgFile.text("title", WIDTH / 2.0, 28, title))
                .add(SvgFile.text("", 12, 54, chart.axes().yTitle()))
                .add(chart.drawing(PLOT).set("transform", "translate(" + LEFT + " " + TOP + ")"))
                .add(SvgFile.text(
                        "middle",
                        LEFT + PLOT.width() / 2,
                        LEGEND - 22,
                        chart.axes().xTitle()));
        int line = 0;
        for (Series one : chart.series()) {
            drawing.add(legend(one, LEGEND + LINE * line++));
        }
        SvgFile.write(drawing, WIDTH, LEGEND + LINE * line, file);
    }

    private static Element legend(Series one, int y) {
        return Element.of("g")
                .add(LineChart.swatch(one)
                        .set("x", Integer.toString(LEFT))
                        .set("y", Integer.toString(y - 10))
                        .set("width", "34")
                        .set("height", "12"))
                .add(SvgFile.text("", LEFT + 46, y, one.name()));
    }
}
