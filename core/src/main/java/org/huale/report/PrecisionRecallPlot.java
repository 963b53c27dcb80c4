package org.huale.report;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import javax.imageio.ImageIO;
import org.huale.metric.Evaluation;
import org.huale.metric.PrecisionRecallCurve;
import org.huale.metric.PrecisionRecallCurve.Point;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws the precision-recall curves of an evaluation, ten classes to a picture. */
record PrecisionRecallPlot(Evaluation evaluation) {
    private static final int CLASSES_TO_A_PICTURE = 10;
    private static final int WIDTH = 900;
    private static final int HEIGHT = 650;

    /** Writes {@code NAME-1.png}, {@code NAME-2.png} and so on; none where no class has a curve. */
    List<Path> write(Path folder, String name) throws IOException {
        List<PrecisionRecallCurve> curves = evaluation.curves().stream()
                .filter(curve -> !curve.points().isEmpty())
                .toList();
        List<Path> pictures = new ArrayList<>();
        for (int from = 0; from < curves.size(); from += CLASSES_TO_A_PICTURE) {
            Path picture = folder.resolve(name + "-" + (pictures.size() + 1) + ".png");
            XYChart chart = chart(curves.subList(from, Math.min(from + CLASSES_TO_A_PICTURE, curves.size())));
            ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", picture.toFile());
            pictures.add(picture);
        }
        return pictures;
    }

    private XYChart chart(List<PrecisionRecallCurve> curves) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("Precision and recall at IoU 0.5, " + evaluation.metric().toUpperCase(Locale.ROOT))
                .xAxisTitle("recall")
                .yAxisTitle("precision")
                .build();
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.0).setLegendPosition(LegendPosition.OutsideE);
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.0).setSeriesColors(Drawing.colours());
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        curves.forEach(curve -> addTo(chart, curve));
        return chart;
    }

    /** Begins at recall 0 with the precision of the first point, as a curve of one point would not be seen. */
    private static void addTo(XYChart chart, PrecisionRecallCurve curve) {
        List<Point> points = curve.points();
        double[] recall = DoubleStream.concat(
                        DoubleStream.of(0), points.stream().mapToDouble(Point::recall))
                .toArray();
        double[] precision = DoubleStream.concat(
                        DoubleStream.of(points.get(0).precision()),
                        points.stream().mapToDouble(Point::precision))
                .toArray();
        chart.addSeries(curve.className(), recall, precision).setMarker(SeriesMarkers.NONE);
    }
}
