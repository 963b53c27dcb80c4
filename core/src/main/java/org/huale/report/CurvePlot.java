package org.huale.report;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.huale.statistics.CurveBand;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws the learning curves of a data set's arms: the mean over seeds as a line, one standard deviation to either side as a
 * band where arms are few.
 */
record CurvePlot(DatasetComparison dataset, Figure figure, Axis axis, Looks looks) {
    private static final int FEW_ARMS = 6; // beyond, bands hide each other
    private static final int WIDTH = 900;
    private static final int HEIGHT = 600;
    private static final int LEGEND_LINE = 22;
    private static final int BAND_OPACITY = 45; // of 255

    void write(Path picture) throws IOException {
        ImageIO.write(BitmapEncoder.getBufferedImage(chart()), "png", picture.toFile());
    }

    private XYChart chart() {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT + LEGEND_LINE * dataset.arms().size())
                .title(withoutFolder(dataset.dataset()))
                .xAxisTitle("annotated " + axis)
                .yAxisTitle(figure.toString())
                .build();
        chart.getStyler().setLegendPosition(LegendPosition.OutsideS).setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setLegendSeriesLineLength(60); // long enough to show its dashes
        chart.getStyler().setXAxisDecimalPattern("#0").setYAxisDecimalPattern("0.00");
        for (ArmCurves arm : dataset.arms()) {
            List<CurveBand.Level> levels = arm.band(axis).levels();
            if (!levels.isEmpty()) {
                addTo(chart, new Line(arm.arm().label(), looks.of(arm.arm()), levels));
            }
        }
        return chart;
    }

    /** Pictures are passed on without the run folders: where the data lies on this machine is nothing to their readers. */
    private static String withoutFolder(String dataset) {
        return dataset.substring(dataset.lastIndexOf('/') + 1);
    }

    /** One arm on the picture. */
    private record Line(String label, Look look, List<CurveBand.Level> levels) {

        Color colour() {
            return Drawing.colour(look);
        }

        double[] x() {
            return levels.stream().mapToDouble(CurveBand.Level::x).toArray();
        }

        /** The mean and so many standard deviations. */
        double[] y(int deviations) {
            return levels.stream()
                    .mapToDouble(
                            it -> it.values().mean() + deviations * it.values().standardDeviation())
                    .toArray();
        }

        boolean hasSpread() {
            return levels.size() > 1
                    && levels.stream().anyMatch(it -> it.values().n() > 1);
        }
    }

    private void addTo(XYChart chart, Line line) {
        if (line.hasSpread() && dataset.arms().size() <= FEW_ARMS) {
            Color faint = new Color(
                    line.colour().getRed(),
                    line.colour().getGreen(),
                    line.colour().getBlue(),
                    BAND_OPACITY);
            XYSeries band = chart.addSeries(
                    line.label() + " (spread)", thereAndBack(line.x(), line.x()), thereAndBack(line.y(1), line.y(-1)));
            band.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.PolygonArea);
            band.setMarker(SeriesMarkers.NONE);
            band.setFillColor(faint);
            band.setLineColor(faint);
            band.setShowInLegend(false);
        }
        XYSeries mean = chart.addSeries(line.label(), line.x(), line.y(0));
        mean.setMarker(Drawing.marker(line.look()));
        mean.setLineStyle(Drawing.stroke(line.look()));
        mean.setLineColor(line.colour());
        mean.setMarkerColor(line.colour());
    }

    private static double[] thereAndBack(double[] there, double[] back) {
        DoubleStream reversed = IntStream.range(0, back.length).mapToDouble(i -> back[back.length - 1 - i]);
        return DoubleStream.concat(DoubleStream.of(there), reversed).toArray();
    }
}
