package org.huale.report.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.huale.report.curve.DistinctNames;

/**
 * Holds the arms against their references over all data sets and losses at once. One unit is a seed of a data set; what its
 * losses bring is averaged, since they share initial set and pool. What is too little to tell on any data set may be enough on
 * all. A data set with more seeds counts for more, except in the {@link SetsModel}.
 */
public record PooledDifferences(List<DatasetComparison> datasets, RunComparison.Options options) {
    /** Only data sets that {@linkplain DatasetComparison#comparesArms compare arms} count. */
    public PooledDifferences {
        datasets = datasets.stream().filter(DatasetComparison::comparesArms).toList();
    }

    /**
     * Strategies or losses, which are asked about together.
     *
     * @param questions how many, also those that have no unit on some data set
     */
    record Family(List<PooledValues> values, int questions) {

        boolean lacksSome() {
            return !values.isEmpty() && values.size() < questions;
        }
    }

    /**
     * Of the arms that share a seed with the same reference on every data set; none where there is neither a second data set nor
     * a second loss to average over. Strategies and losses are two families of questions, each with a correction of its own.
     */
    List<Difference> all() {
        List<Difference> all = new ArrayList<>();
        for (Measure measure : Measure.measured(
                datasets.stream().map(DatasetComparison::ranges).toList())) {
            for (Family family : families(measure)) {
                List<PairedValues> values =
                        family.values().stream().map(PooledValues::together).toList();
                all.addAll(PairedValues.differences(values, measure, family.questions(), options.confidence()));
            }
        }
        return all;
    }

    /** The same with data sets as a sample of their kind; none of a single data set. */
    List<SetsModel> models() {
        List<SetsModel> models = new ArrayList<>();
        if (datasets.size() > 1) {
            Measure.OF_SELECTIONS.forEach(measure -> families(measure)
                    .forEach(it -> models.addAll(
                            SetsModel.of(it.values(), measure, it.questions(), 1 - options.confidence()))));
        }
        return models;
    }

    /** First the strategies, then the losses. */
    List<Family> families(Measure measure) {
        List<PooledValues> pooled = onAllSets(measure);
        boolean tellsMore = datasets.size() > 1 || pooled.stream().anyMatch(PooledValues::hasSeveralLosses);
        Family strategies = family(pooled, false);
        if (datasets.size() < 2) { // what losses bring stands with the data set
            return tellsMore ? List.of(strategies) : List.of();
        }
        return List.of(strategies, family(pooled, true));
    }

    /** What is said of strategies, on whichever data sets have them, be it a single one. */
    Family strategies(Measure measure) {
        return family(pooled(measure), false);
    }

    /**
     * As many questions as were planned, or as are asked on one of the data sets if these are more: which arms are on all of them may
     * have been decided by what they brought on the first.
     */
    private Family family(List<PooledValues> pooled, boolean ofLoss) {
        RunComparison.Planned planned = options.planned();
        long most =
                datasets.stream().mapToLong(it -> questions(it, ofLoss)).max().orElse(0);
        return new Family(pooled.stream().filter(it -> it.ofLoss() == ofLoss).toList(), (int)
                Math.max(most, ofLoss ? planned.losses() : planned.strategies()));
    }

    private long questions(DatasetComparison dataset, boolean ofLoss) {
        return Pairing.of(dataset.arms(), options).stream()
                .map(Question::of)
                .filter(it -> it.ofLoss() == ofLoss)
                .distinct()
                .count();
    }

    /** Which arms are left out on account of which data set. */
    List<String> notes() {
        List<PooledValues> pooled = datasets.size() < 2 ? List.of() : pooled(Measure.LAST);
        List<String> notes = new ArrayList<>();
        for (DatasetComparison dataset : datasets) {
            String missing = pooled.stream()
                    .filter(it -> !it.isOn(dataset.dataset()))
                    .map(it -> it.together().arm())
                    .collect(Collectors.joining("; "));
            if (!missing.isEmpty()) {
                notes.add("left out over all data sets, for want of " + wanting(dataset) + " on " + dataset.dataset()
                        + ": " + missing);
            }
        }
        return notes;
    }

    private static String wanting(DatasetComparison dataset) {
        return dataset.ranges().images().isEmpty()
                ? "a number of labeled images in common"
                : "a seed in common with the same reference";
    }

    private List<PooledValues> onAllSets(Measure measure) {
        return pooled(measure).stream()
                .filter(it -> datasets.stream().allMatch(dataset -> it.isOn(dataset.dataset())))
                .toList();
    }

    private List<PooledValues> pooled(Measure measure) {
        Map<Question, PooledValues> byQuestion = new LinkedHashMap<>();
        DistinctNames<Question.Side> names = new DistinctNames<>();
        for (DatasetComparison dataset : datasets) {
            for (Pairing pairing : Pairing.of(dataset.arms(), options)) {
                byQuestion
                        .computeIfAbsent(Question.of(pairing), it -> new PooledValues(it, names))
                        .add(pairing, PairedValues.of(pairing, curve -> measure.of(curve, dataset.ranges())));
            }
        }
        return List.copyOf(byQuestion.values());
    }
}
