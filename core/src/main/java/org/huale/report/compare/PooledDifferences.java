package org.huale.report.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds the arms against their references over all data sets and losses at once. One unit is a seed of a data set; what its
 * losses bring is averaged, since they share initial set and pool. What is too little to tell on any data set may be enough on
 * all. A data set with more seeds counts for more, except in the {@link SetsModel}.
 */
public record PooledDifferences(List<DatasetComparison> datasets, RunComparison.Options options) {
    private static final List<Measure> MODELLED = List.of(Measure.LAST, Measure.AREA_IMAGES, Measure.AREA_BOXES);

    /** Data sets with a single arm do not count. */
    public PooledDifferences {
        datasets = datasets.stream().filter(it -> it.arms().size() > 1).toList();
    }

    /**
     * Of the arms that share a seed with the same reference on every data set; none where there is neither a second data set nor
     * a second loss to average over. Strategies and losses are two families of questions, each with a correction of its own.
     */
    List<Difference> all() {
        List<Difference> all = new ArrayList<>();
        for (Measure measure : Measure.measured(
                datasets.stream().map(DatasetComparison::ranges).toList())) {
            families(measure)
                    .forEach(family -> all.addAll(PairedValues.differences(
                            family.stream().map(PooledValues::together).toList(), measure, options.confidence())));
        }
        return all;
    }

    /** The same with data sets as a sample of their kind; none of a single data set. */
    List<SetsModel> models() {
        List<SetsModel> models = new ArrayList<>();
        if (datasets.size() > 1) {
            MODELLED.forEach(measure -> families(measure)
                    .forEach(family -> models.addAll(SetsModel.of(family, measure, 1 - options.confidence()))));
        }
        return models;
    }

    /** First the strategies, then the losses. */
    private List<List<PooledValues>> families(Measure measure) {
        List<PooledValues> pooled = pooled(measure);
        boolean tellsMore = datasets.size() > 1 || pooled.stream().anyMatch(PooledValues::hasSeveralLosses);
        List<PooledValues> strategies = ofStrategies(pooled);
        if (datasets.size() < 2) { // what losses bring stands with the data set
            return tellsMore ? List.of(strategies) : List.of();
        }
        return List.of(strategies, pooled.stream().filter(PooledValues::ofLoss).toList());
    }

    /** What is said of strategies, be it on a single data set. */
    List<PooledValues> strategies(Measure measure) {
        return ofStrategies(pooled(measure));
    }

    private static List<PooledValues> ofStrategies(List<PooledValues> pooled) {
        return pooled.stream().filter(it -> !it.ofLoss()).toList();
    }

    private List<PooledValues> pooled(Measure measure) {
        Map<Question, PooledValues> byQuestion = new LinkedHashMap<>();
        for (DatasetComparison dataset : datasets) {
            for (Pairing pairing : Pairing.of(dataset.arms(), options)) {
                byQuestion
                        .computeIfAbsent(Question.of(pairing), PooledValues::new)
                        .add(pairing, PairedValues.of(pairing, curve -> measure.of(curve, dataset.ranges())));
            }
        }
        return byQuestion.values().stream()
                .filter(it -> it.isOnAll(datasets.size()))
                .toList();
    }
}
