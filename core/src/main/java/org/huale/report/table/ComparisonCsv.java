package org.huale.report.table;

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
import org.huale.storage.CsvText;

/** The outcome of a comparison as comma-separated values with all digits; what does not exist is an empty cell. */
public record ComparisonCsv(RunComparison comparison) {

    /** A line for each data set, arm and measure, and for all data sets at once. */
    public String differences() {
        StringBuilder csv = new StringBuilder(CsvText.line(List.of(
                "dataset",
                "arm",
                "reference",
                "measure",
                "units",
                "runs",
                "reference runs",
                "difference",
                "low",
                "high",
                "p",
                "p holm",
                "p exact",
                "verdict")));
        for (DatasetComparison dataset : comparison.datasets()) {
            dataset.differences().forEach(it -> csv.append(CsvText.line(line(dataset.dataset(), it))));
        }
        comparison.overall().forEach(it -> csv.append(CsvText.line(line(comparison.scope(), it))));
        return csv.toString();
    }

    private List<String> line(String dataset, Difference it) {
        Optional<Difference.Told> told = it.told(comparison.confidence());
        return List.of(
                dataset,
                it.arm(),
                it.reference(),
                it.measure().toString(),
                Integer.toString(it.units()),
                Integer.toString(it.runs().own()),
                Integer.toString(it.runs().reference()),
                cell(it.mean()),
                cell(told.map(tests -> tests.interval().low())),
                cell(told.map(tests -> tests.interval().high())),
                cell(told.map(Difference.Told::p)),
                cell(told.map(Difference.Told::corrected)),
                cell(told.map(Difference.Told::exact)),
                it.verdict().toString());
    }

    /** A line for each arm and measure that a model over the data sets was tried for. */
    public String models() {
        StringBuilder csv = new StringBuilder(CsvText.line(List.of(
                "arm",
                "reference",
                "measure",
                "data sets",
                "units",
                "mean",
                "standard error",
                "between",
                "within",
                "p",
                "p holm",
                "verdict",
                "not fitted")));
        comparison.models().forEach(it -> csv.append(CsvText.line(line(it))));
        return csv.toString();
    }

    private static List<String> line(SetsModel it) {
        Optional<MixedModel> model = it.model();
        return List.of(
                it.arm(),
                it.reference(),
                it.measure().toString(),
                model.map(fit -> Integer.toString(fit.groups())).orElse(""),
                model.map(fit -> Integer.toString(fit.units())).orElse(""),
                cell(model.map(MixedModel::mean)),
                cell(model.map(MixedModel::standardError)),
                cell(model.map(MixedModel::between)),
                cell(model.map(MixedModel::within)),
                cell(model.map(MixedModel::pValue)),
                cell(model.map(fit -> it.corrected())),
                it.verdict().toString(),
                it.obstacle());
    }

    /** A line for each data set, arm, axis and seed. */
    public String savings() {
        StringBuilder csv = new StringBuilder(CsvText.line(List.of(
                "dataset",
                "arm",
                "reference",
                "labels",
                "seed",
                "target",
                "reference needs",
                "arm needs",
                "percent saved")));
        for (DatasetComparison dataset : comparison.datasets()) {
            for (Saving saving : dataset.savings()) {
                saving.runs()
                        .forEach(run -> csv.append(CsvText.line(List.of(
                                dataset.dataset(),
                                saving.arm(),
                                saving.reference(),
                                saving.axis().toString(),
                                Long.toString(run.seed()),
                                Double.toString(run.target()),
                                Double.toString(run.reference()),
                                run.own().isPresent() ? cell(run.own()) : "not reached",
                                cell(run.percent())))));
            }
        }
        return csv.toString();
    }

    /** A line for each measure, kind of block and arm, best first. */
    public String ranks() {
        StringBuilder csv = new StringBuilder(CsvText.line(List.of(
                "measure", "over", "blocks", "arm", "mean rank", "critical difference", "friedman", "p", "verdict")));
        for (ArmRanking it : comparison.rankings()) {
            for (int place : it.test().bestFirst()) {
                csv.append(CsvText.line(List.of(
                        it.measure().toString(),
                        it.block().toString(),
                        Integer.toString(it.test().blocks()),
                        it.arms().get(place),
                        it.test().meanRanks().get(place).toString(),
                        Double.toString(it.test().criticalDifference()),
                        Double.toString(it.test().friedman()),
                        Double.toString(it.test().pValue()),
                        it.verdict())));
            }
        }
        return csv.toString();
    }

    private static String cell(Optional<Double> value) {
        return value.map(number -> number.toString()).orElse("");
    }

    private static String cell(OptionalDouble value) {
        return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
    }
}
