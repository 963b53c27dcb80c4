package org.huale.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.huale.report.compare.ArmRanking;
import org.huale.report.compare.DatasetComparison;
import org.huale.report.compare.Difference;
import org.huale.report.compare.Difference.Verdict;
import org.huale.report.compare.Leader;
import org.huale.report.compare.Measure;
import org.huale.report.compare.RunComparison;
import org.huale.report.compare.Saving;
import org.huale.report.curve.ArmCurves;
import org.huale.report.curve.Axis;
import org.huale.report.curve.RunCurve;
import org.huale.report.markup.LatexTable;
import org.huale.statistics.Sample;

/**
 * A comparison as LaTeX tables to be put into a paper by {@code \input}; it needs the package booktabs. Figures are in
 * percent. The best of a column is bold only where it is better than every other arm by more than noise.
 */
public record RunLatex(RunComparison comparison) {
    private static final String NOTHING = "--";
    private static final String MARKS =
            " Marks: $^{\\circ}$ inside the noise, $^{=}$ equal, $^{?}$ too few seeds to tell.";
    private static final List<Measure> DIFFERENCES = List.of(Measure.LAST, Measure.AREA_IMAGES, Measure.AREA_BOXES);

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("% Needs \\usepackage{booktabs}.\n");
        for (int i = 0; i < comparison.datasets().size(); i++) {
            DatasetComparison dataset = comparison.datasets().get(i);
            text.append('\n').append(curves(dataset, i + 1));
            if (!dataset.differences().isEmpty()) {
                text.append('\n').append(differences(dataset, i + 1));
            }
        }
        if (!comparison.overall().isEmpty()) {
            text.append('\n').append(overall());
        }
        if (!comparison.rankings().isEmpty()) {
            text.append('\n').append(ranks());
        }
        return text.toString();
    }

    private LatexTable curves(DatasetComparison dataset, int number) {
        List<Column> columns = columns(dataset);
        List<String> header = new ArrayList<>(List.of("Arm", "Seeds"));
        columns.forEach(column -> header.add(column.title()));
        LatexTable table = new LatexTable("tab:curves-" + number, caption(dataset), header);
        List<Optional<ArmCurves>> leaders = columns.stream()
                .map(column -> new Leader(dataset.arms(), column.value(), level()).found())
                .toList();
        for (ArmCurves arm : dataset.arms()) {
            List<String> cells = new ArrayList<>(List.of(
                    LatexTable.escaped(arm.arm().label()),
                    Integer.toString(arm.curves().size())));
            for (int i = 0; i < columns.size(); i++) {
                boolean leads = leaders.get(i).filter(it -> it.equals(arm)).isPresent();
                cells.add(cell(arm.values(columns.get(i).value()), leads));
            }
            table.row(cells);
        }
        return table;
    }

    /** A number of every run. */
    private record Column(String title, Function<RunCurve, OptionalDouble> value) {}

    private static List<Column> columns(DatasetComparison dataset) {
        List<Column> columns = new ArrayList<>();
        dataset.grid()
                .forEach(x -> columns.add(new Column(String.format(Locale.ROOT, "%.0f", x), curve -> curve.at(x))));
        columns.add(new Column("Area", curve -> Measure.AREA_IMAGES.of(curve, dataset.ranges())));
        columns.add(new Column("Area (boxes)", curve -> Measure.AREA_BOXES.of(curve, dataset.ranges())));
        return columns;
    }

    private String caption(DatasetComparison dataset) {
        return LatexTable.escaped(comparison.figure() + " in percent on " + dataset.dataset()
                        + " by annotated images: mean ± standard"
                        + " deviation over seeds, and mean height of the curve against images and against boxes. Bold:"
                        + " better than every other arm, paired t tests with Holm's correction, p < "
                        + String.format(Locale.ROOT, "%.2f", level()) + ".")
                .replace("±", "$\\pm$");
    }

    private LatexTable differences(DatasetComparison dataset, int number) {
        List<String> header = new ArrayList<>(List.of("Arm", "Against"));
        DIFFERENCES.forEach(measure -> header.add("$\\Delta$ " + measure));
        header.add("Images saved");
        header.add("Boxes saved");
        LatexTable table = new LatexTable(
                "tab:differences-" + number,
                LatexTable.escaped("Differences on " + dataset.dataset() + " in points of " + comparison.figure()
                                + ", paired by seed, and labels saved in matching the reference.")
                        + MARKS,
                header);
        for (Difference first : dataset.differences(DIFFERENCES.get(0))) {
            List<String> cells =
                    new ArrayList<>(List.of(LatexTable.escaped(first.arm()), LatexTable.escaped(first.reference())));
            DIFFERENCES.forEach(measure -> cells.add(difference(dataset.differences(measure), first.arm())));
            for (Axis axis : Axis.LABELS) {
                cells.add(saving(dataset, first.arm(), axis));
            }
            table.row(cells);
        }
        return table;
    }

    private static String difference(List<Difference> differences, String arm) {
        return Difference.of(arm, differences)
                .map(it -> String.format(Locale.ROOT, "$%+.1f$", 100 * it.mean().orElseThrow()) + mark(it.verdict()))
                .orElse(NOTHING);
    }

    private static String saving(DatasetComparison dataset, String arm, Axis axis) {
        Optional<Saving> found = dataset.saving(arm, axis);
        if (found.isEmpty()) {
            return NOTHING;
        }
        Saving it = found.get();
        if (it.reached() == 0) {
            return "not reached";
        }
        String percent = String.format(
                Locale.ROOT, "$%+.0f$\\,\\%%", it.percent().orElseThrow().mean());
        return it.reached() == it.runs().size()
                ? percent + mark(it.verdict())
                : percent + " (" + it.reached() + " of " + it.runs().size() + ")";
    }

    private LatexTable overall() {
        List<String> header = new ArrayList<>(List.of("Arm", "Against", "Units"));
        DIFFERENCES.forEach(measure -> header.add("$\\Delta$ " + measure));
        LatexTable table = new LatexTable(
                "tab:differences-all",
                LatexTable.escaped("Differences over " + comparison.scope() + " in points of " + comparison.figure()
                                + ", paired by data set and seed, losses averaged.")
                        + MARKS,
                header);
        for (Difference first : comparison.overall(DIFFERENCES.get(0))) {
            List<String> cells = new ArrayList<>(List.of(
                    LatexTable.escaped(first.arm()),
                    LatexTable.escaped(first.reference()),
                    Integer.toString(first.units())));
            DIFFERENCES.forEach(measure -> cells.add(difference(comparison.overall(measure), first.arm())));
            table.row(cells);
        }
        return table;
    }

    private static String mark(Verdict verdict) {
        return switch (verdict) {
            case BETTER, WORSE -> "";
            case INSIDE_THE_NOISE -> "$^{\\circ}$";
            case EQUAL -> "$^{=}$";
            case UNTESTED -> "$^{?}$";
        };
    }

    private LatexTable ranks() {
        List<ArmRanking> rankings = comparison.rankings();
        List<String> header = new ArrayList<>(List.of("Arm"));
        rankings.forEach(it -> header.add(LatexTable.escaped(it.measure() + ", " + it.block())));
        StringBuilder caption = new StringBuilder("Mean ranks, 1 for the best.");
        rankings.forEach(it -> caption.append(' ')
                .append(LatexTable.escaped("By " + it.measure() + " over " + it.block() + ": " + it.verdict() + ".")));
        LatexTable table = new LatexTable("tab:ranks", caption.toString(), header);
        for (int place : rankings.get(0).test().bestFirst()) {
            List<String> cells = new ArrayList<>(
                    List.of(LatexTable.escaped(rankings.get(0).arms().get(place))));
            rankings.forEach(it -> cells.add(
                    String.format(Locale.ROOT, "%.2f", it.test().meanRanks().get(place))));
            table.row(cells);
        }
        return table;
    }

    private double level() {
        return 1 - comparison.confidence();
    }

    private static String cell(double[] values, boolean leads) {
        if (values.length == 0) {
            return NOTHING;
        }
        Sample sample = Sample.of(values);
        String mean = String.format(Locale.ROOT, "%.1f", 100 * sample.mean());
        String spread = sample.n() == 1
                ? ""
                : String.format(Locale.ROOT, " {\\scriptsize$\\pm$%.1f}", 100 * sample.standardDeviation());
        return (leads ? "\\textbf{" + mean + "}" : mean) + spread;
    }
}
