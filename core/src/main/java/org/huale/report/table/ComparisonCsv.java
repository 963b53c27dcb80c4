package org.huale.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.huale.report.compare.ArmRanking;
import org.huale.report.compare.DatasetComparison;
import org.huale.report.compare.Difference;
import org.huale.report.compare.RunComparison;
import org.huale.report.compare.Saving;
import org.huale.report.compare.SetsModel;
import org.huale.statistics.MixedModel;
import org.huale.statistics.PairedComparison;
import org.huale.storage.CsvText;

/** The outcome of a comparison as comma-separated values with all digits; what does not exist is an empty cell. */
public record ComparisonCsv(RunComparison comparison) {

    /** A line for each data set, arm and measure, and for all data sets at once. */
    public String differences() {
        return text(
                new Columns<DifferenceRow, String>()
                        .add("dataset", DifferenceRow::place)
                        .add("arm", it -> it.difference().arm())
                        .add("reference", it -> it.difference().reference())
                        .add("measure", it -> it.difference().measure().toString())
                        .add("units", it -> Integer.toString(it.difference().units()))
                        .add(
                                "runs",
                                it -> Integer.toString(it.difference().runs().own()))
                        .add(
                                "reference runs",
                                it -> Integer.toString(it.difference().runs().reference()))
                        .add("difference", it -> cell(it.difference().mean()))
                        .add("low", it -> cell(it.told(tests -> tests.interval().low())))
                        .add(
                                "high",
                                it -> cell(it.told(tests -> tests.interval().high())))
                        .add("p", it -> cell(it.told(Difference.Told::p)))
                        .add("p holm", it -> cell(it.told(Difference.Told::corrected)))
                        .add("p exact", it -> cell(it.told(Difference.Told::exact)))
                        .add(
                                "p wilcoxon",
                                it -> cell(it.told(tests -> tests.pValues().wilcoxon())))
                        .add(
                                "p sign",
                                it -> cell(it.told(tests -> tests.pValues().sign())))
                        .add("verdict", it -> it.difference().verdict().toString()),
                DifferenceRow.all(comparison));
    }

    /** A line for each arm and measure that a model over the data sets was tried for. */
    public String models() {
        return text(
                new Columns<SetsModel, String>()
                        .add("arm", SetsModel::arm)
                        .add("reference", SetsModel::reference)
                        .add("measure", it -> it.measure().toString())
                        .add("data sets", it -> cell(it.model().map(MixedModel::groups)))
                        .add("units", it -> cell(it.model().map(MixedModel::units)))
                        .add("mean", it -> cell(it.model().map(MixedModel::mean)))
                        .add(
                                "low",
                                it -> cell(it.model().map(fit -> interval(fit).low())))
                        .add(
                                "high",
                                it -> cell(it.model().map(fit -> interval(fit).high())))
                        .add("standard error", it -> cell(it.model().map(MixedModel::standardError)))
                        .add("between", it -> cell(it.model().map(MixedModel::between)))
                        .add("within", it -> cell(it.model().map(MixedModel::within)))
                        .add("p", it -> cell(it.model().map(MixedModel::pValue)))
                        .add("p holm", it -> cell(it.model().map(fit -> it.corrected())))
                        .add("verdict", it -> it.verdict().toString())
                        .add("not fitted", SetsModel::obstacle),
                comparison.models());
    }

    private PairedComparison.Interval interval(MixedModel model) {
        return model.interval(comparison.confidence());
    }

    /** One seed of an arm's saving. */
    private record SeedRow(DatasetComparison dataset, Saving saving, Saving.Reach run) {}

    /** A line for each data set, arm, axis and seed; what tests say of all seeds of the arm stands in each of its lines. */
    public String savings() {
        List<SeedRow> rows = new ArrayList<>();
        comparison
                .datasets()
                .forEach(dataset -> dataset.savings()
                        .forEach(saving -> saving.runs().forEach(run -> rows.add(new SeedRow(dataset, saving, run)))));
        return text(
                new Columns<SeedRow, String>()
                        .add("dataset", it -> it.dataset().dataset())
                        .add("arm", it -> it.saving().arm())
                        .add("reference", it -> it.saving().reference())
                        .add("labels", it -> it.saving().axis().toString())
                        .add("seed", it -> Long.toString(it.run().seed()))
                        .add("target", it -> Double.toString(it.run().target()))
                        .add("reference needs", it -> Double.toString(it.run().reference()))
                        .add(
                                "arm needs",
                                it -> it.run().own().isPresent() ? cell(it.run().own()) : "not reached")
                        .add("percent saved", it -> cell(it.run().percent()))
                        .add("p", it -> cell(told(it).map(Difference.Told::p)))
                        .add("p holm", it -> cell(told(it).map(Difference.Told::corrected)))
                        .add("verdict", it -> it.saving().said()),
                rows);
    }

    private Optional<Difference.Told> told(SeedRow row) {
        return row.saving().told(comparison.confidence());
    }

    /** The rank of an arm in one ranking. */
    private record PlaceRow(ArmRanking ranking, RankRow arm) {}

    /** A line for each measure, kind of block and arm, best first. */
    public String ranks() {
        List<PlaceRow> rows = new ArrayList<>();
        comparison
                .rankings()
                .forEach(ranking -> RankRow.of(List.of(ranking)).forEach(arm -> rows.add(new PlaceRow(ranking, arm))));
        return text(
                new Columns<PlaceRow, String>()
                        .add("measure", it -> it.ranking().measure().toString())
                        .add("over", it -> it.ranking().block().toString())
                        .add(
                                "blocks",
                                it -> Integer.toString(it.ranking().test().blocks()))
                        .add("arm", it -> it.arm().arm())
                        .add("mean rank", it -> it.arm().ranks().get(0).toString())
                        .add(
                                "critical difference",
                                it -> Double.toString(it.ranking().test().criticalDifference()))
                        .add(
                                "friedman",
                                it -> Double.toString(it.ranking().test().friedman()))
                        .add("p", it -> Double.toString(it.ranking().test().pValue()))
                        .add("verdict", it -> it.ranking().verdict()),
                rows);
    }

    private static <R> String text(Columns<R, String> columns, List<R> rows) {
        StringBuilder csv = new StringBuilder(CsvText.line(columns.headings()));
        rows.forEach(row -> csv.append(CsvText.line(columns.of(row))));
        return csv.toString();
    }

    private static String cell(Optional<? extends Number> value) {
        return value.map(Object::toString).orElse("");
    }

    private static String cell(OptionalDouble value) {
        return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
    }
}
