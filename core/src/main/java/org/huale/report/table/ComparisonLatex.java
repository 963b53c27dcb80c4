package org.huale.report.table;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
import org.huale.report.markup.LatexTable;
import org.huale.report.markup.Numbers;
import org.huale.statistics.Sample;

/**
 * A comparison as LaTeX tables to be put into a paper by {@code \input}; it needs the package booktabs. Figures are in
 * percent. The best of a column is bold only where it is better than every other arm by more than noise.
 */
public record ComparisonLatex(RunComparison comparison) {
    private static final String NOTHING = "--";
    private static final String MARKS =
            " Marks: $^{\\circ}$ inside the noise, $^{=}$ equal, $^{\\ast}$ no spread to test by, $^{?}$ too few seeds to tell.";

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

    private static <R> LatexTable filled(String label, String caption, Columns<R, String> columns, List<R> rows) {
        LatexTable table = new LatexTable(label, caption, columns.headings());
        rows.forEach(row -> table.row(columns.of(row)));
        return table;
    }

    private LatexTable curves(DatasetComparison dataset, int number) {
        Columns<ArmCurves, String> columns = new Columns<ArmCurves, String>()
                .add("Arm", it -> LatexTable.escaped(it.arm().label()))
                .add("Seeds", it -> Integer.toString(it.curves().size()));
        CurveColumn.of(dataset).stream()
                .filter(it -> !it.area().equals(Optional.of(Measure.AREA_SECONDS)))
                .forEach(it -> add(columns, dataset, it));
        return filled("tab:curves-" + number, caption(dataset), columns, dataset.arms());
    }

    private void add(Columns<ArmCurves, String> columns, DatasetComparison dataset, CurveColumn column) {
        Optional<ArmCurves> leader = new Leader(dataset.arms(), column.value(), level()).found();
        columns.add(heading(column), arm -> cell(arm.values(column.value()), leader.equals(Optional.of(arm))));
    }

    private static String heading(CurveColumn column) {
        return column.area()
                .map(it -> it == Measure.AREA_IMAGES ? "Area" : "Area (boxes)")
                .orElseGet(() -> String.format(Locale.ROOT, "%.0f", column.images()));
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
        Columns<ArmRow, String> columns = withDifferences(against());
        columns.add("Images saved", it -> saving(it, Axis.IMAGES));
        columns.add("Boxes saved", it -> saving(it, Axis.BOXES));
        return filled(
                "tab:differences-" + number,
                LatexTable.escaped("Differences on " + dataset.dataset() + " in points of " + comparison.figure()
                                + ", paired by seed, and labels saved in matching the reference.")
                        + MARKS,
                columns,
                ArmRow.of(dataset).stream()
                        .filter(it -> it.reference().isPresent())
                        .toList());
    }

    private LatexTable overall() {
        return filled(
                "tab:differences-all",
                LatexTable.escaped("Differences over " + comparison.scope() + " in points of " + comparison.figure()
                                + ", paired by data set and seed, losses averaged.")
                        + MARKS,
                withDifferences(against().add("Units", it -> Integer.toString(it.units()))),
                ArmRow.overall(comparison));
    }

    private static Columns<ArmRow, String> against() {
        return new Columns<ArmRow, String>()
                .add("Arm", it -> LatexTable.escaped(it.arm()))
                .add("Against", it -> LatexTable.escaped(it.reference().orElseThrow()));
    }

    private static Columns<ArmRow, String> withDifferences(Columns<ArmRow, String> columns) {
        Measure.OF_SELECTIONS.forEach(measure -> columns.add("$\\Delta$ " + measure, it -> difference(it, measure)));
        return columns;
    }

    private static String difference(ArmRow row, Measure measure) {
        Difference difference = row.differences().get(measure);
        return difference == null
                ? NOTHING
                : String.format(Locale.ROOT, "$%+.1f$", 100 * difference.mean().orElseThrow())
                        + mark(difference.verdict());
    }

    private static String saving(ArmRow row, Axis axis) {
        Saving it = row.savings().get(axis);
        if (it == null) {
            return NOTHING;
        }
        if (it.reached() == 0) {
            return "not reached";
        }
        String percent = it.percent()
                .map(saved -> String.format(Locale.ROOT, "$%+.0f$\\,\\%%", saved.mean()))
                .orElse(NOTHING);
        return it.reached() == it.runs().size()
                ? percent + mark(it.verdict())
                : percent + " (" + it.reached() + " of " + it.runs().size() + ")";
    }

    private static String mark(Verdict verdict) {
        return switch (verdict) {
            case BETTER, WORSE -> "";
            case INSIDE_THE_NOISE -> "$^{\\circ}$";
            case EQUAL -> "$^{=}$";
            case WITHOUT_SPREAD -> "$^{\\ast}$";
            case UNTESTED -> "$^{?}$";
        };
    }

    private LatexTable ranks() {
        List<ArmRanking> rankings = comparison.rankings();
        Columns<RankRow, String> columns =
                new Columns<RankRow, String>().add("Arm", it -> LatexTable.escaped(it.arm()));
        StringBuilder caption = new StringBuilder("Mean ranks, 1 for the best.");
        for (int i = 0; i < rankings.size(); i++) {
            int place = i;
            ArmRanking it = rankings.get(i);
            columns.add(
                    LatexTable.escaped(it.measure() + ", " + it.block()),
                    row -> Numbers.rank(row.ranks().get(place)));
            caption.append(' ')
                    .append(LatexTable.escaped(
                            "By " + it.measure() + " over " + it.block() + ": " + it.verdict() + "."));
        }
        return filled("tab:ranks", caption.toString(), columns, RankRow.of(rankings));
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
