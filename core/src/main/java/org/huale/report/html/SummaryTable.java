package org.huale.report.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.huale.report.compare.Difference;
import org.huale.report.compare.Difference.Verdict;
import org.huale.report.compare.Measure;
import org.huale.report.compare.RunComparison;
import org.huale.report.compare.Saving;
import org.huale.report.compare.TestImages;
import org.huale.report.curve.Axis;
import org.huale.report.markup.Element;
import org.huale.report.markup.Numbers;
import org.huale.report.table.ArmRow;
import org.huale.report.table.Columns;

/** The outcome of a comparison in one table. */
final class SummaryTable {

    private SummaryTable() {}

    /** A row for each arm of each data set, then one for each that is compared over all of them. */
    static Element of(RunComparison comparison) {
        List<ArmRow> rows = new ArrayList<>();
        comparison.datasets().forEach(dataset -> rows.addAll(ArmRow.of(dataset)));
        rows.addAll(ArmRow.overall(comparison));
        Columns<ArmRow, Element> columns = new Columns<ArmRow, Element>()
                .add("seeds or units", it -> number(Integer.toString(it.units())))
                .add("runs", it -> number(it.runs()));
        for (Measure measure : inNumbers(comparison)) {
            columns.add(String.valueOf(measure), it -> value(it, measure));
            columns.add("difference", it -> difference(it, measure));
        }
        columns.add("images needed", SummaryTable::needed);
        columns.add("against", it -> words(it.reference().orElse(Numbers.NONE)));
        Table table = new Table(comparison.figure().title()
                        + " in percent; differences are paired by seed, replicates and losses averaged")
                .head("data set and arm");
        return filled(table, columns, rows, (to, it) -> to.row(it.arm(), it.place()));
    }

    /** A row for each arm, then for each difference. */
    static Element of(TestImages images) {
        Columns<TestImages.Share, Element> columns = new Columns<TestImages.Share, Element>()
                .add("value", it -> number(shown(it).apply(it.value())))
                .add("from", it -> number(shown(it).apply(it.interval().low())))
                .add("to", it -> number(shown(it).apply(it.interval().high())))
                .add("less", it -> words(it.isDifference() ? it.reference() : Numbers.NONE));
        Table table = new Table("Bootstrap over " + images.images()
                        + " test images at the last common cycle, in percent; the runs stay as they are")
                .head("arm");
        return filled(table, columns, images.all(), (to, it) -> to.row(it.label()));
    }

    private static <R> Element filled(
            Table table, Columns<R, Element> columns, List<R> rows, BiConsumer<Table, R> begin) {
        columns.headings().forEach(table::head);
        rows.forEach(row -> {
            begin.accept(table, row);
            columns.of(row).forEach(table::cell);
        });
        return table.html();
    }

    private static Function<Double, String> shown(TestImages.Share share) {
        return share.isDifference() ? Numbers::points : Numbers::percent;
    }

    /** Areas over seconds stand there only where they were measured somewhere. */
    private static List<Measure> inNumbers(RunComparison comparison) {
        boolean seconds =
                comparison.datasets().stream().anyMatch(it -> it.ranges().hasSeconds());
        return Stream.concat(Measure.OF_SELECTIONS.stream(), seconds ? Stream.of(Measure.AREA_SECONDS) : Stream.empty())
                .toList();
    }

    private static Element number(String number) {
        return Element.of("td").text(number);
    }

    private static Element words(String words) {
        return Element.of("td", "words").text(words);
    }

    private static Element value(ArmRow row, Measure measure) {
        return number(Optional.ofNullable(row.values().get(measure))
                .map(Numbers::percent)
                .orElse(Numbers.NONE));
    }

    private static Element difference(ArmRow row, Measure measure) {
        Difference it = row.differences().get(measure);
        return it == null
                ? number(Numbers.NONE)
                : number(Numbers.points(it.mean().orElseThrow()))
                        .add(remark(it.verdict(), it.verdict().toString()));
    }

    /** Images after which the arm is as good as its reference in the end, and how much that saves. */
    private static Element needed(ArmRow row) {
        Saving it = row.savings().get(Axis.IMAGES);
        if (it == null) {
            return number(Numbers.NONE);
        }
        String words = it.own()
                .map(own -> Numbers.whole(own.mean()) + " (" + percent(it) + ")")
                .orElse("not reached");
        return number(words).add(remark(it.verdict(), it.said()));
    }

    private static Element remark(Verdict verdict, String words) {
        return Element.of("small").add(verdict(verdict, words));
    }

    static String percent(Saving saving) {
        return saving.percent().map(it -> percent(it.mean())).orElse(Numbers.NONE);
    }

    private static String percent(double percent) {
        return String.format(Locale.ROOT, "%.0f %% %s", Math.abs(percent), percent < 0 ? "more" : "fewer");
    }

    /** Words in the colour of a verdict. */
    static Element verdict(Verdict verdict, String words) {
        String kind = switch (verdict) {
            case BETTER -> "better";
            case WORSE -> "worse";
            case INSIDE_THE_NOISE, EQUAL, WITHOUT_SPREAD, UNTESTED -> "noise";
        };
        return Element.of("span", "verdict " + kind).text(words);
    }
}
