package org.huale.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.huale.statistics.LearningCurve.Point;
import org.junit.jupiter.api.Test;

/**
 * How often the figures of past runs lay in the 80 % interval that would have been forecast before they were measured: of all
 * curves in the tables {@code cycles.csv} below {@code docs/results} that are long enough, each figure from the third cycle
 * on, from those before it. Tables of other names are not read.
 */
class ForecastCoverageTest {
    private static final Path DOCS = Path.of("..", "docs");
    /** By figure, the greatest share that may lie within; COCO's AP varies less between cycles than the prior allows for. */
    private static final Map<String, Double> MOST_HELD = Map.of("voc:AP-all-point", 0.92, "coco:AP", 0.96);

    /** @param held figures within their interval */
    private record Coverage(int forecasts, int held, double error) {
        private static Coverage of(List<List<Point>> curves) {
            int forecasts = 0;
            int held = 0;
            double error = 0;
            for (List<Point> curve : curves) {
                for (int known = PowerLawForecast.LEAST_POINTS; known < curve.size(); known++) {
                    Point next = curve.get(known);
                    Expectation it = new PowerLawForecast(curve.subList(0, known)).at(next.x());
                    forecasts++;
                    held += it.low() <= next.y() && next.y() <= it.high() ? 1 : 0;
                    error += Math.abs(it.expected() - next.y());
                }
            }
            return new Coverage(forecasts, held, error / forecasts);
        }

        private String row(String figure) {
            return String.format(
                    Locale.ROOT,
                    "| %s | %d | %.0f %% | %.1f |",
                    figure,
                    forecasts,
                    100.0 * held / forecasts,
                    100 * error);
        }
    }

    /** Runs whose curves are the same to the bit, as those that share cycles, count once. */
    private static List<List<Point>> curves(String figure) throws IOException {
        Set<List<Point>> curves = new LinkedHashSet<>();
        try (Stream<Path> files = Files.walk(DOCS.resolve("results"))) {
            for (Path file :
                    files.filter(it -> it.endsWith("cycles.csv")).sorted().toList()) {
                curves.addAll(curves(Files.readAllLines(file), figure));
            }
        }
        return List.copyOf(curves);
    }

    private static List<List<Point>> curves(List<String> lines, String figure) {
        List<String> header = List.of(lines.get(0).split(",", -1));
        Map<String, List<Point>> byRun = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            Map<String, String> row = new TreeMap<>();
            String[] cells = line.split(",", -1);
            for (int i = 0; i < header.size(); i++) {
                row.put(header.get(i), cells[i]);
            }
            byRun.computeIfAbsent(row.get("dataset") + " " + row.get("run"), run -> new ArrayList<>())
                    .add(new Point(Double.parseDouble(row.get("images")), Double.parseDouble(row.get(figure))));
        }
        byRun.values().forEach(it -> it.sort(Comparator.comparingDouble(Point::x)));
        return List.copyOf(byRun.values());
    }

    @Test
    void theDocsSayHowManyFiguresLayInTheirInterval() throws IOException {
        String docs = Files.readString(DOCS.resolve("statistics.md"));
        for (String figure : MOST_HELD.keySet()) {
            Coverage coverage = Coverage.of(curves(figure));
            assertThat(coverage.forecasts()).isGreaterThan(50);
            assertThat(docs).contains(coverage.row(figure));
            assertThat(coverage.held() / (double) coverage.forecasts())
                    .as(figure)
                    .isBetween(0.7, MOST_HELD.get(figure));
        }
    }
}
