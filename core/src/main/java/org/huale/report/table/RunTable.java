package org.huale.report.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
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
import org.huale.statistics.CommonRange;
import org.huale.statistics.MixedModel;
import org.huale.statistics.PairedComparison;
import org.huale.statistics.Sample;

/** A comparison as Markdown that can be read as plain text: for each data set its curves and differences, then all at once. */
public record RunTable(RunComparison comparison) {
    private static final String NOTHING = "-";

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        comparison
                .cautions()
                .forEach(caution -> text.append("**Caution:** ").append(caution).append("\n\n"));
        for (DatasetComparison dataset : comparison.datasets()) {
            text.append("## ").append(dataset.dataset()).append("\n\n").append(curves(dataset));
            if (!dataset.differences().isEmpty()) {
                text.append('\n').append(differences("unit by unit, a unit being a seed", dataset.differences()));
            }
            if (!dataset.savings().isEmpty()) {
                text.append('\n').append(savings(dataset));
            }
            dataset.testImages().ifPresent(it -> text.append('\n').append(testImages(it)));
            text.append('\n');
        }
        if (!comparison.overall().isEmpty()) {
            text.append("## Over ")
                    .append(comparison.scope())
                    .append("\n\n")
                    .append(differences(
                            "unit by unit, a unit being a seed of a data set, its losses averaged",
                            comparison.overall()))
                    .append('\n');
        }
        if (!comparison.models().isEmpty()) {
            text.append(models()).append('\n');
        }
        comparison.rankings().stream()
                .map(ArmRanking::measure)
                .distinct()
                .forEach(it -> text.append(ranks(it)).append('\n'));
        comparison.notes().forEach(note -> text.append("- ").append(note).append('\n'));
        return text.toString().stripTrailing() + "\n";
    }

    /** A row for each arm: the figure by annotated images, and the areas. */
    public String curves(DatasetComparison dataset) {
        List<Double> grid = dataset.grid();
        List<String> header = new ArrayList<>(List.of("arm", "seeds", "runs"));
        grid.forEach(x -> header.add(whole(x)));
        header.add("area over " + words(dataset.ranges().images()) + " images");
        header.add("area over " + words(dataset.ranges().boxes()) + " boxes");
        if (dataset.ranges().hasSeconds()) {
            header.add("area over " + words(dataset.ranges().seconds()) + " seconds");
        }
        MarkdownTable table = new MarkdownTable(header);
        dataset.arms().forEach(arm -> table.row(row(dataset, arm, grid)));
        return comparison.figure() + " by annotated images: mean ± standard deviation over seeds\n\n" + table;
    }

    private static List<String> row(DatasetComparison dataset, ArmCurves arm, List<Double> grid) {
        List<String> cells = new ArrayList<>(
                List.of(arm.arm().label(), Integer.toString(arm.curves().size()), Integer.toString(arm.runs())));
        for (double x : grid) {
            double[] values = arm.values(curve -> curve.at(x));
            cells.add(
                    values.length == 0
                            ? NOTHING
                            : cell(Sample.of(values), arm.curves().size()));
        }
        cells.add(cell(dataset.values(arm, Measure.AREA_IMAGES)));
        cells.add(cell(dataset.values(arm, Measure.AREA_BOXES)));
        if (dataset.ranges().hasSeconds()) {
            cells.add(cell(dataset.values(arm, Measure.AREA_SECONDS)));
        }
        return cells;
    }

    /** A row for each arm and measure that was held against a reference, and how to read it. */
    private String differences(String paired, List<Difference> differences) {
        MarkdownTable table = new MarkdownTable(List.of(
                "arm",
                "against",
                "measure",
                "units",
                "runs",
                "difference",
                interval(),
                "p",
                "p (Holm)",
                "p (exact)",
                "verdict"));
        differences.forEach(it -> table.row(row(it)));
        return "Differences, paired " + paired + "\n\n" + table + "\n" + reading(differences);
    }

    private List<String> row(Difference it) {
        Optional<Difference.Told> told = it.told(comparison.confidence());
        return List.of(
                it.arm(),
                it.reference(),
                it.measure().toString(),
                Integer.toString(it.units()),
                it.runs().toString(),
                it.mean().map(RunTable::signed).orElse(NOTHING),
                told.map(tests -> words(tests.interval())).orElse(NOTHING),
                told.map(tests -> number(tests.p())).orElse(NOTHING),
                told.map(tests -> number(tests.corrected())).orElse(NOTHING),
                told.map(tests -> number(tests.exact())).orElse(NOTHING),
                it.verdict().toString());
    }

    /** A row for each arm and axis: how many labels it needs to be as good as its reference is in the end. */
    public String savings(DatasetComparison dataset) {
        MarkdownTable table = new MarkdownTable(List.of(
                "arm", "against", "labels", "needs", "reference needs", "saved", "seeds", "p (Holm)", "verdict"));
        for (Saving it : dataset.savings()) {
            boolean tested =
                    it.pairs().filter(pair -> pair.differences().n() > 1).isPresent();
            table.row(List.of(
                    it.arm(),
                    it.reference(),
                    it.axis().toString(),
                    it.own().map(RunTable::labels).orElse(NOTHING),
                    it.needed().map(RunTable::labels).orElse(NOTHING),
                    it.percent().map(RunTable::percent).orElse(NOTHING),
                    it.reached() + " of " + it.runs().size(),
                    tested ? number(it.corrected()) : NOTHING,
                    it.said()));
        }
        return "Labels needed to match the reference at the last common cycle\n\n" + table
                + "\nseeds: runs that matched it, of those compared; the labels are means over them.\n";
    }

    /** A row for each arm with its mean ranks, and what can be said of them. */
    public String ranks(Measure measure) {
        List<ArmRanking> rankings = comparison.rankings().stream()
                .filter(it -> it.measure() == measure)
                .toList();
        List<String> header = new ArrayList<>(List.of("arm"));
        rankings.forEach(it -> header.add("mean rank over " + it.block()));
        MarkdownTable table = new MarkdownTable(header);
        ArmRanking first = rankings.get(0);
        for (int place : first.test().bestFirst()) {
            List<String> cells = new ArrayList<>(List.of(first.arms().get(place)));
            rankings.forEach(it -> cells.add(
                    String.format(Locale.ROOT, "%.2f", it.test().meanRanks().get(place))));
            table.row(cells);
        }
        StringBuilder verdicts = new StringBuilder();
        rankings.forEach(it -> verdicts.append("Over ")
                .append(it.block())
                .append(": ")
                .append(it.verdict())
                .append(".\n"));
        return "## Ranks by " + measure + "\n\n" + table + "\n" + verdicts;
    }

    /** A row for each arm, then for each difference. */
    private String testImages(TestImages images) {
        MarkdownTable table = new MarkdownTable(List.of("arm", "less", "value", interval() + " over test images"));
        Stream.concat(images.arms().stream(), images.differences().stream())
                .forEach(it -> table.row(List.of(
                        it.label(),
                        it.reference().isEmpty() ? NOTHING : it.reference(),
                        it.reference().isEmpty() ? number(it.value()) : signed(it.value()),
                        it.reference().isEmpty()
                                ? "[" + number(it.interval().low()) + ", "
                                        + number(it.interval().high()) + "]"
                                : words(it.interval()))));
        return "Bootstrap over the " + images.images()
                + " test images, at the last common cycle, with the runs as they are\n\n" + table;
    }

    /** A row for each arm and measure: the mean over data sets that are a sample of their kind. */
    private String models() {
        MarkdownTable table = new MarkdownTable(List.of(
                "arm",
                "against",
                "measure",
                "sets",
                "units",
                "mean",
                interval(),
                "between sets",
                "p (Holm)",
                "verdict"));
        comparison.models().forEach(it -> table.row(row(it)));
        return "Data sets and seeds within them as random effects (restricted maximum likelihood, sets less one degrees of"
                + " freedom)\n\n" + table
                + "\nbetween sets: deviation of the true difference from one data set to another.\n";
    }

    private List<String> row(SetsModel it) {
        List<String> cells =
                new ArrayList<>(List.of(it.arm(), it.reference(), it.measure().toString()));
        if (it.model().isEmpty()) {
            Collections.addAll(cells, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING);
            cells.add("not fitted: " + it.obstacle());
            return cells;
        }
        MixedModel model = it.model().get();
        Collections.addAll(
                cells,
                Integer.toString(model.groups()),
                Integer.toString(model.units()),
                signed(model.mean()),
                words(model.interval(comparison.confidence())),
                number(model.between()),
                number(it.corrected()),
                it.verdict().toString());
        return cells;
    }

    private static String labels(Sample sample) {
        return String.format(Locale.ROOT, "%.0f", sample.mean())
                + (sample.n() == 1 ? "" : String.format(Locale.ROOT, " ± %.0f", sample.standardDeviation()));
    }

    private static String percent(Sample sample) {
        return String.format(Locale.ROOT, "%+.1f %%", sample.mean())
                + (sample.n() == 1 ? "" : String.format(Locale.ROOT, " ± %.1f", sample.standardDeviation()));
    }

    private String reading(List<Difference> differences) {
        int pairs = differences.stream().mapToInt(Difference::units).max().orElse(0);
        if (pairs < 2) {
            return "One seed illustrates a difference; it does not rank the arms. Use at least two seeds per arm, better five, to"
                    + " tell a difference from noise.\n";
        }
        return "p: Student's paired t test. p (Holm): corrected for the arms compared in the same measure; the verdict"
                + " compares it with " + number(1 - comparison.confidence())
                + ".\nunits: what is compared in pairs; runs: those of the arm and of its reference behind them, replicates and losses"
                + " averaged within a unit.\np (exact): all exchanges of signs;"
                + " with " + pairs + " units it cannot be less than " + number(PairedComparison.leastExactPValue(pairs))
                + ".\n";
    }

    private String interval() {
        return whole(100 * comparison.confidence()) + " % interval";
    }

    private static String cell(double[] values) {
        return values.length == 0 ? NOTHING : cell(Sample.of(values), values.length);
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

    private static String signed(double value) {
        return String.format(Locale.ROOT, "%+.4f", value);
    }
}
