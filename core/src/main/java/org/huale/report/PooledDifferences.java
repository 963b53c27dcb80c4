package org.huale.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds the arms against their references over all data sets at once, with a pair for each seed of each data set. What is too
 * little to tell on any of them may be enough on all. A data set with more seeds counts for more.
 */
record PooledDifferences(List<DatasetComparison> datasets, RunComparison.Options options) {

    /** Data sets with a single arm do not count. */
    PooledDifferences {
        datasets = datasets.stream().filter(it -> it.arms().size() > 1).toList();
    }

    /** Of the arms that share a seed with the same reference on every data set; none where there are not two of these. */
    List<Difference> all() {
        List<Difference> all = new ArrayList<>();
        if (datasets.size() > 1) {
            for (Measure measure : Measure.values()) {
                all.addAll(PairedValues.differences(pooled(measure), measure, options.confidence()));
            }
        }
        return all;
    }

    private List<PairedValues> pooled(Measure measure) {
        Map<List<String>, List<PairedValues>> byArms = new LinkedHashMap<>();
        for (DatasetComparison dataset : datasets) {
            for (Pairing pairing : Pairing.of(dataset.arms(), options)) {
                byArms.computeIfAbsent(List.of(pairing.label(), pairing.referenceLabel()), arms -> new ArrayList<>())
                        .add(PairedValues.of(pairing, curve -> measure.of(curve, dataset.ranges())));
            }
        }
        return byArms.values().stream()
                .filter(it -> it.size() == datasets.size())
                .filter(it -> it.stream().noneMatch(PairedValues::isEmpty))
                .map(it -> it.stream().reduce(PairedValues::and))
                .flatMap(Optional::stream)
                .toList();
    }
}
