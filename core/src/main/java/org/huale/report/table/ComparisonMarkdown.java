package org.huale.report.table;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.huale.report.compare.ArmRanking;
import org.huale.report.compare.DatasetComparison;
import org.huale.report.compare.Difference;
import org.huale.report.compare.Measure;
import org.huale.report.compare.RunComparison;
import org.huale.report.compare.Saving;
import org.huale.report.compare.SetsModel;
import org.huale.report.compare.TestImages;
import org.huale.report.curve.ArmCurves;
import org.huale.report.markup.MarkdownTable;
import org.huale.report.markup.Numbers;
import org.huale.statistics.CommonRange;
import org.huale.statistics.PairedComparison;
import org.huale.statistics.Sample;

/** A comparison as Markdown that can be read as plain text: for each data set its curves and differences, then all at once. */
public record ComparisonMarkdown(RunComparison comparison) {
    private static final String NOTHING = "-";

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        comparison
                .cautions()
                .forEach(caution -> text.append("**Caution:** ").append(caution).append("\n\n"));
        comparison.datasets().forEach(dataset -> append(dataset, text));
        appendOverall(text);
        comparison.rankings().stream()
                .map(ArmRanking::measure)
                .distinct()
                .forEach(it -> text.append(ranks(it)).append('\n'));
        comparison.notes().forEach(note -> text.append("- ").append(note).append('\n'));
        return text.toString().stripTrailing() + "\n";
    }

    private void append(DatasetComparison dataset, StringBuilder text) {
        text.append("## ").append(dataset.dataset()).append("\n\n").append(curves(dataset));
        if (!dataset.differences().isEmpty()) {
            List<DifferenceRow> rows = DifferenceRow.of(comparison, dataset);
            text.append('\n').append(differences("unit by unit, a unit being a seed", rows));
        }
        if (!dataset.savings().isEmpty()) {
            text.append('\n').append(savings(dataset));
        }
        dataset.testImages().ifPresent(it -> text.append('\n').append(testImages(it)));
        text.append('\n');
    }

    private void appendOverall(StringBuilder text) {
        if (!comparison.overall().isEmpty()) {
            String units = "unit by unit, a unit being a seed of a data set, its losses averaged";
            text.append("## Over ").append(comparison.scope()).append("\n\n");
            text.append(differences(units, DifferenceRow.overall(comparison))).append('\n');
        }
        if (!comparison.models().isEmpty()) {
            text.append(models()).append('\n');
        }
    }

    private static <R> MarkdownTable table(Columns<R, String> columns, List<R> rows) {
        MarkdownTable table = new MarkdownTable(columns.headings());
        rows.forEach(row -> table.row(columns.of(row)));
        return table;
    }

    /** A row for each arm: the figure by annotated images, and the areas. */
    private String curves(DatasetComparison dataset) {
        Columns<ArmCurves, String> columns = new Columns<ArmCurves, String>()
                .add("arm", it -> it.arm().label())
                .add("seeds", it -> Integer.toString(it.curves().size()))
                .add("runs", it -> Integer.toString(it.runs()));
        CurveColumn.of(dataset).forEach(it -> columns.add(heading(dataset, it), arm -> cell(arm, it)));
        return comparison.figure() + " by annotated images: mean ± standard deviation over seeds\n\n"
                + table(columns, dataset.arms());
    }

    private static String heading(DatasetComparison dataset, CurveColumn column) {
        return column.area()
                .map(Measure::axis)
                .map(axis -> "area over " + words(dataset.ranges().on(axis)) + " " + axis)
                .orElseGet(() -> whole(column.images()));
    }

    private static String cell(ArmCurves arm, CurveColumn column) {
        double[] values = arm.values(column.value());
        boolean isArea = column.area().isPresent();
        return values.length == 0
                ? NOTHING
                : cell(Sample.of(values), isArea ? values.length : arm.curves().size());
    }

    /** A row for each arm and measure that was held against a reference, and how to read it. */
    private String differences(String paired, List<DifferenceRow> rows) {
        Columns<DifferenceRow, String> columns = new Columns<DifferenceRow, String>()
                .add("arm", it -> it.difference().arm())
                .add("against", it -> it.difference().reference())
                .add("measure", it -> it.difference().measure().toString())
                .add("units", it -> Integer.toString(it.difference().units()))
                .add("runs", it -> it.difference().runs().toString())
                .add("difference", it -> shown(it.difference().mean(), ComparisonMarkdown::signed))
                .add(interval(), it -> shown(it.told(Difference.Told::interval), ComparisonMarkdown::words))
                .add("p", it -> shown(it.told(Difference.Told::p), ComparisonMarkdown::number))
                .add("p (Holm)", it -> shown(it.told(Difference.Told::corrected), ComparisonMarkdown::number))
                .add("p (exact)", it -> shown(it.told(Difference.Told::exact), ComparisonMarkdown::number))
                .add("verdict", it -> it.difference().verdict().toString());
        return "Differences, paired " + paired + "\n\n" + table(columns, rows) + "\n" + reading(rows);
    }

    private static <T> String shown(Optional<T> value, Function<T, String> words) {
        return value.map(words).orElse(NOTHING);
    }

    /** A row for each arm and axis: how many labels it needs to be as good as its reference is in the end. */
    private String savings(DatasetComparison dataset) {
        Columns<Saving, String> columns = new Columns<Saving, String>()
                .add("arm", Saving::arm)
                .add("against", Saving::reference)
                .add("labels", it -> it.axis().toString())
                .add("needs", it -> shown(it.own(), ComparisonMarkdown::labels))
                .add("reference needs", it -> shown(it.needed(), ComparisonMarkdown::labels))
                .add("saved", it -> shown(it.percent(), ComparisonMarkdown::percent))
                .add("seeds", it -> it.reached() + " of " + it.runs().size())
                .add("p (Holm)", it -> shown(it.told(comparison.confidence()), told -> number(told.corrected())))
                .add("verdict", Saving::said);
        return "Labels needed to match the reference at the last common cycle\n\n"
                + table(columns, dataset.savings())
                + "\nseeds: runs that matched it, of those compared; the labels are means over them, those of the"
                + " reference over all where none did.\n";
    }

    /** A row for each arm with its mean ranks, and what can be said of them. */
    private String ranks(Measure measure) {
        List<ArmRanking> rankings = comparison.rankings().stream()
                .filter(it -> it.measure() == measure)
                .toList();
        Columns<RankRow, String> columns = new Columns<RankRow, String>().add("arm", RankRow::arm);
        for (int i = 0; i < rankings.size(); i++) {
            int place = i;
            columns.add(
                    "mean rank over " + rankings.get(i).block(),
                    it -> Numbers.rank(it.ranks().get(place)));
        }
        StringBuilder verdicts = new StringBuilder();
        rankings.forEach(it -> verdicts.append("Over ")
                .append(it.block())
                .append(": ")
                .append(it.verdict())
                .append(".\n"));
        return "## Ranks by " + measure + "\n\n" + table(columns, RankRow.of(rankings)) + "\n" + verdicts;
    }

    /** A row for each arm, then for each difference. */
    private String testImages(TestImages images) {
        Columns<TestImages.Share, String> columns = new Columns<TestImages.Share, String>()
                .add("arm", TestImages.Share::label)
                .add("less", it -> it.isDifference() ? it.reference() : NOTHING)
                .add("value", it -> it.isDifference() ? signed(it.value()) : number(it.value()))
                .add(interval() + " over test images", ComparisonMarkdown::interval);
        return "Bootstrap over the " + images.images()
                + " test images, at the last common cycle, with the runs as they are\n\n"
                + table(columns, images.all());
    }

    private static String interval(TestImages.Share share) {
        return share.isDifference()
                ? words(share.interval())
                : "[" + number(share.interval().low()) + ", "
                        + number(share.interval().high()) + "]";
    }

    /** A row for each arm and measure: the mean over data sets that are a sample of their kind. */
    private String models() {
        Columns<SetsModel, String> columns = new Columns<SetsModel, String>()
                .add("arm", SetsModel::arm)
                .add("against", SetsModel::reference)
                .add("measure", it -> it.measure().toString())
                .add("sets", it -> shown(it.model(), fit -> Integer.toString(fit.groups())))
                .add("units", it -> shown(it.model(), fit -> Integer.toString(fit.units())))
                .add("mean", it -> shown(it.model(), fit -> signed(fit.mean())))
                .add(interval(), it -> shown(it.model(), fit -> words(fit.interval(comparison.confidence()))))
                .add("between sets", it -> shown(it.model(), fit -> number(fit.between())))
                .add("p (Holm)", it -> shown(it.model(), fit -> number(it.corrected())))
                .add(
                        "verdict",
                        it -> it.model().isEmpty()
                                ? "not fitted: " + it.obstacle()
                                : it.verdict().toString());
        return "Data sets and seeds within them as random effects (restricted maximum likelihood, sets less one degrees of"
                + " freedom)\n\n" + table(columns, comparison.models())
                + "\nbetween sets: deviation of the true difference from one data set to another.\n";
    }

    private static String labels(Sample sample) {
        return String.format(Locale.ROOT, "%.0f", sample.mean())
                + (sample.n() == 1 ? "" : String.format(Locale.ROOT, " ± %.0f", sample.standardDeviation()));
    }

    private static String percent(Sample sample) {
        return String.format(Locale.ROOT, "%+.1f %%", sample.mean())
                + (sample.n() == 1 ? "" : String.format(Locale.ROOT, " ± %.1f", sample.standardDeviation()));
    }

    private String reading(List<DifferenceRow> rows) {
        List<Integer> units = rows.stream()
                .map(it -> it.difference().units())
                .filter(it -> it > 1)
                .distinct()
                .sorted()
                .toList();
        if (units.isEmpty()) {
            return "One seed illustrates a difference; it does not rank the arms. Use at least two seeds per arm, better five, to"
                    + " tell a difference from noise.\n";
        }
        return "p: Student's paired t test. p (Holm): corrected for the arms compared in the same measure; the verdict"
                + " compares it with " + number(1 - comparison.confidence())
                + ".\nunits: what is compared in pairs; runs: those of the arm and of its reference behind them, replicates and losses"
                + " averaged within a unit.\n" + exact(units);
    }

    private static String exact(List<Integer> units) {
        boolean drawn = units.stream().anyMatch(PairedComparison::drawsExchanges);
        String least = units.stream()
                .map(it -> small(PairedComparison.leastExactPValue(it)) + " with " + it + " units")
                .collect(Collectors.joining(", "));
        String some = String.format(
                Locale.ROOT,
                ", above %d units %,d that are drawn",
                PairedComparison.MOST_EXACT,
                PairedComparison.DRAWS);
        return "p (exact): all exchanges of signs" + (drawn ? some : "") + "; it cannot be less than " + least + ".\n";
    }

    private String interval() {
        return whole(100 * comparison.confidence()) + " % interval";
    }

    /** Says how many seeds stand behind it where that is not all of the arm's. */
    private static String cell(Sample sample, int all) {
        String spread = sample.n() == 1 ? "" : " ± " + number(sample.standardDeviation());
        return number(sample.mean()) + spread + (sample.n() < all ? " (n=" + sample.n() + ")" : "");
    }

    private static String words(CommonRange range) {
        return range.isEmpty() ? "no common" : whole(range.from()) + "-" + whole(range.to());
    }

    private static String words(PairedComparison.Interval interval) {
        return "[" + signed(interval.low()) + ", " + signed(interval.high()) + "]";
    }

    private static String whole(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    /** Not 0 where four decimals would be. */
    private static String small(double value) {
        return value < 0.0001 ? String.format(Locale.ROOT, "%.0e", value) : number(value);
    }

    private static String signed(double value) {
        return String.format(Locale.ROOT, "%+.4f", value);
    }
}
