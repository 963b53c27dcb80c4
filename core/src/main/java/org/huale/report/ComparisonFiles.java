package org.huale.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huale.dataset.file.RelativePath;
import org.huale.loop.folder.RunHistory;
import org.huale.problem.HualeException;
import org.huale.report.chart.ChartFile;
import org.huale.report.chart.CurveChart;
import org.huale.report.chart.LineChart;
import org.huale.report.chart.RankDiagram;
import org.huale.report.chart.SeriesStyles;
import org.huale.report.compare.ArmRanking;
import org.huale.report.compare.DatasetComparison;
import org.huale.report.compare.RunComparison;
import org.huale.report.curve.Axis;
import org.huale.report.table.ComparisonCsv;
import org.huale.report.table.ComparisonLatex;
import org.huale.report.table.ComparisonMarkdown;
import org.huale.report.table.RunCsv;
import org.huale.storage.WholeFile;

/** The files of a comparison. */
public final class ComparisonFiles {

    private static final String RANKS = "ranks.svg";
    private static final Pattern CURVES = Pattern.compile("curves-("
            + Stream.of(Axis.values()).map(Axis::toString).collect(Collectors.joining("|")) + ")(-\\d+)?\\.svg");

    private ComparisonFiles() {}

    /**
     * Writes {@code comparison.md} and {@code comparison.tex}, {@code cycles.csv} with every number of the runs, {@code
     * differences.csv}, {@code models.csv}, {@code savings.csv} and {@code ranks.csv}, and for each data set, numbered from 1
     * where there are several, {@code curves-images.svg} and {@code curves-boxes.svg}, and {@code curves-hours.svg} where the hours of annotation were measured; where arms are ranked, {@code ranks.svg}.
     * Files of these names are replaced, and links by the files themselves.
     *
     * @throws HualeException where the folder cannot be written to
     */
    public static void write(RunComparison comparison, List<RunHistory> runs, Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new HualeException(folder + ": cannot be written: " + e.getMessage(), e);
        }
        WholeFile.writeText(folder.resolve("comparison.md"), new ComparisonMarkdown(comparison).toString());
        WholeFile.writeText(folder.resolve("comparison.tex"), new ComparisonLatex(comparison).toString());
        WholeFile.writeText(folder.resolve("cycles.csv"), new RunCsv(runs).toString());
        ComparisonCsv csv = new ComparisonCsv(comparison);
        WholeFile.writeText(folder.resolve("differences.csv"), csv.differences());
        WholeFile.writeText(folder.resolve("models.csv"), csv.models());
        WholeFile.writeText(folder.resolve("savings.csv"), csv.savings());
        WholeFile.writeText(folder.resolve("ranks.csv"), csv.ranks());
        draw(comparison, folder);
    }

    /** What {@link #write} writes. */
    public static List<String> names(RunComparison comparison) {
        List<String> names = new ArrayList<>(List.of(
                "comparison.md",
                "comparison.tex",
                "cycles.csv",
                "differences.csv",
                "models.csv",
                "savings.csv",
                "ranks.csv"));
        if (!comparison.rankings().isEmpty()) {
            names.add(RANKS);
        }
        for (int i = 0; i < comparison.datasets().size(); i++) {
            for (Axis axis : comparison.datasets().get(i).axes()) {
                names.add(curves(comparison, axis, i));
            }
        }
        return names;
    }

    /** Whether a file of this name is a chart of some comparison. */
    public static boolean isChart(String name) {
        return name.equals(RANKS) || CURVES.matcher(name).matches();
    }

    /** @param number of the data set, from 0 */
    private static String curves(RunComparison comparison, Axis axis, int number) {
        String which = comparison.datasets().size() == 1 ? "" : "-" + (number + 1);
        return "curves-" + axis + which + ".svg";
    }

    private static void draw(RunComparison comparison, Path folder) {
        SeriesStyles styles = SeriesStyles.of(comparison);
        List<ArmRanking> rankings = comparison.rankings();
        if (!rankings.isEmpty()) {
            new RankDiagram(rankings.get(0)).write(folder.resolve(RANKS));
        }
        for (int i = 0; i < comparison.datasets().size(); i++) {
            DatasetComparison dataset = comparison.datasets().get(i);
            CurveChart curves =
                    new CurveChart(dataset.arms(), comparison.figure().title(), styles, arm -> "");
            for (Axis axis : dataset.axes()) {
                LineChart chart = curves.still(axis);
                new ChartFile(withoutFolder(dataset.dataset()), chart)
                        .write(folder.resolve(curves(comparison, axis, i)));
            }
        }
    }

    /** Pictures are passed on without the run folders: where the data lies on this machine is nothing to their readers. */
    static String withoutFolder(String dataset) {
        return RelativePath.name(dataset.replace('\\', '/'));
    }
}
