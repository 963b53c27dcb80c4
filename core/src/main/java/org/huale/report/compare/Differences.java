package org.huale.report.compare;

import java.util.ArrayList;
import java.util.List;
import org.huale.report.curve.ArmCurves;

/** Holds every arm of a data set against its reference. */
public record Differences(List<ArmCurves> arms, DatasetComparison.Ranges ranges, RunComparison.Options options) {

    List<Difference> all() {
        List<Pairing> pairings = Pairing.of(arms, options);
        List<Difference> all = new ArrayList<>();
        for (Measure measure : Measure.measured(List.of(ranges))) {
            List<PairedValues> values = pairings.stream()
                    .map(it -> PairedValues.of(it, curve -> measure.of(curve, ranges)))
                    .toList();
            all.addAll(PairedValues.differences(values, measure, options.confidence()));
        }
        return all;
    }
}
