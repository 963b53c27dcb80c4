package org.huale.report.table;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.huale.report.compare.DatasetComparison;
import org.huale.report.compare.Difference;
import org.huale.report.compare.Measure;
import org.huale.report.compare.RunComparison;
import org.huale.report.compare.Saving;
import org.huale.report.curve.ArmCurves;
import org.huale.report.curve.Axis;
import org.huale.statistics.Sample;

/**
 * All that one line tells of an arm, on a data set or over all of them. What does not exist is not in the maps.
 *
 * @param place data set, or what is joined
 * @param units seeds of the arm, or pairs where data sets are joined
 * @param runs behind them, in words
 * @param reference label of the arm that it is held against; empty where it is held against none
 * @param values of its runs; empty where data sets are joined, as their figures cannot be averaged
 * @param differences from the reference, where there is a pair
 */
public record ArmRow(
        String place,
        String arm,
        int units,
        String runs,
        Optional<String> reference,
        Map<Measure, Sample> values,
        Map<Measure, Difference> differences,
        Map<Axis, Saving> savings) {

    /** A row for each arm of a data set. */
    public static List<ArmRow> of(DatasetComparison dataset) {
        return dataset.arms().stream().map(arm -> of(dataset, arm)).toList();
    }

    /** A row for each arm that is held against another over all data sets. */
    public static List<ArmRow> overall(RunComparison comparison) {
        return comparison.overall(Measure.LAST).stream()
                .map(it -> new ArmRow(
                        comparison.scope(),
                        it.arm(),
                        it.units(),
                        it.runs().toString(),
                        Optional.of(it.reference()),
                        Map.of(),
                        differences(it.arm(), comparison.overall()),
                        Map.of()))
                .toList();
    }

    private static ArmRow of(DatasetComparison dataset, ArmCurves arm) {
        String label = arm.arm().label();
        return new ArmRow(
                dataset.dataset(),
                label,
                arm.curves().size(),
                Integer.toString(arm.runs()),
                dataset.differences().stream()
                        .filter(it -> it.arm().equals(label))
                        .map(Difference::reference)
                        .findFirst(),
                values(dataset, arm),
                differences(label, dataset.differences()),
                savings(dataset, label));
    }

    private static Map<Measure, Sample> values(DatasetComparison dataset, ArmCurves arm) {
        Map<Measure, Sample> values = new EnumMap<>(Measure.class);
        for (Measure measure : Measure.values()) {
            double[] measured = dataset.values(arm, measure);
            if (measured.length > 0) {
                values.put(measure, Sample.of(measured));
            }
        }
        return values;
    }

    private static Map<Measure, Difference> differences(String arm, List<Difference> all) {
        Map<Measure, Difference> differences = new EnumMap<>(Measure.class);
        all.stream()
                .filter(it -> it.arm().equals(arm) && it.pairs().isPresent())
                .forEach(it -> differences.putIfAbsent(it.measure(), it));
        return differences;
    }

    private static Map<Axis, Saving> savings(DatasetComparison dataset, String arm) {
        Map<Axis, Saving> savings = new EnumMap<>(Axis.class);
        Stream.of(Axis.values()).forEach(axis -> dataset.saving(arm, axis).ifPresent(it -> savings.put(axis, it)));
        return savings;
    }
}
