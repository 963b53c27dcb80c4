package org.huale.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.huale.report.markup.Numbers;
import org.junit.jupiter.api.Test;

class LineChartTest {
    private static final Pattern HEIGHT = Pattern.compile(" y=\"([^\"]+)%\"");

    private static String chart(double... values) {
        List<Series.Point> points = IntStream.range(0, values.length)
                .mapToObj(i -> new Series.Point(i, values[i], values[i], values[i], "point " + i))
                .toList();
        Series series = new Series("total", SeriesStyle.of(0), "", points);
        StringBuilder html = new StringBuilder();
        new LineChart("losses", new LineChart.Axes("images", "loss", Numbers::shortly), List.of(series))
                .html()
                .write(html);
        return html.toString();
    }

    private static List<Double> heights(String chart) {
        return HEIGHT.matcher(chart)
                .results()
                .map(it -> Double.valueOf(it.group(1)))
                .toList();
    }

    /** Where the variance has power 0, the loss of a training may be. */
    @Test
    void negativeValuesAreDrawnWithinTheChart() {
        String chart = chart(-0.5, 0.3);
        assertThat(heights(chart)).isNotEmpty().allSatisfy(it -> assertThat(it).isBetween(0.0, 100.0));
        assertThat(chart).contains(">-0.4<").doesNotContain("NaN");
    }

    @Test
    void negativeValuesAloneHaveAScaleToo() {
        String chart = chart(-0.5, -0.3);
        assertThat(heights(chart)).isNotEmpty().allSatisfy(it -> assertThat(it).isBetween(0.0, 100.0));
        assertThat(chart).doesNotContain("NaN");
    }

    @Test
    void aBandIsCutAtZeroWhereItsLineIsAbove() {
        Series series = new Series(
                "figure",
                SeriesStyle.of(0),
                "",
                List.of(new Series.Point(0, 0.1, -0.3, 0.5, "a"), new Series.Point(1, 0.2, 0.1, 0.3, "b")));
        StringBuilder html = new StringBuilder();
        new LineChart("figures", new LineChart.Axes("images", "figure", Numbers::shortly), List.of(series))
                .html()
                .write(html);
        assertThat(html).contains(">0<").doesNotContain(">-0");
    }
}
