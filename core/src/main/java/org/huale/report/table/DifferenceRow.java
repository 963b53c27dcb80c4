package org.huale.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.huale.report.compare.DatasetComparison;
import org.huale.report.compare.Difference;
import org.huale.report.compare.RunComparison;

/**
 * One difference, and what the tests say of it.
 *
 * @param place data set, or what is joined
 * @param told empty below two pairs
 */
public record DifferenceRow(String place, Difference difference, Optional<Difference.Told> told) {

    /** Those of a data set, in each measure. */
    public static List<DifferenceRow> of(RunComparison comparison, DatasetComparison dataset) {
        return of(dataset.dataset(), dataset.differences(), comparison.confidence());
    }

    /** Those over all data sets. */
    public static List<DifferenceRow> overall(RunComparison comparison) {
        return of(comparison.scope(), comparison.overall(), comparison.confidence());
    }

    /** Those of each data set, then those over all. */
    public static List<DifferenceRow> all(RunComparison comparison) {
        List<DifferenceRow> rows = new ArrayList<>();
        comparison.datasets().forEach(dataset -> rows.addAll(of(comparison, dataset)));
        rows.addAll(overall(comparison));
        return rows;
    }

    /** A number of the tests, if there are tests. */
    <T> Optional<T> told(Function<Difference.Told, T> number) {
        return told.map(number);
    }

    private static List<DifferenceRow> of(String place, List<Difference> differences, double confidence) {
        return differences.stream()
                .map(it -> new DifferenceRow(place, it, it.told(confidence)))
                .toList();
    }
}
