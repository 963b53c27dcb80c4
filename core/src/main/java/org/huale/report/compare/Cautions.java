package org.huale.report.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.huale.acquire.random.PlaceboStrategy;
import org.huale.report.compare.Difference.Verdict;

/** What a reader must know before believing a comparison: controls that did as well as what they control for. */
record Cautions(List<DatasetComparison> datasets, PooledDifferences pooled, RunComparison.Options options) {

    /**
     * @param overall differences over all data sets
     * @param models fitted to them
     */
    List<String> all(List<Difference> overall, List<SetsModel> models) {
        List<String> cautions = new ArrayList<>(options.planned().deviations());
        Stream.of(onEachSet(), placebos(scope(), overall), ofModels(models))
                .flatMap(placebos -> placebos)
                .filter(Placebo::isToldFromRandom)
                .forEach(it -> cautions.add(it.toString()));
        cautions.addAll(new ScaleControls(datasets, pooled.datasets(), 1 - options.confidence()).cautions());
        pooled.families(Measure.LAST).stream()
                .filter(PooledDifferences.Family::lacksSome)
                .forEach(it -> cautions.add(missing(it)));
        return cautions;
    }

    private String scope() {
        return RunComparison.scope(datasets);
    }

    private Stream<Placebo> onEachSet() {
        return datasets.stream().flatMap(it -> placebos(it.dataset(), it.differences()));
    }

    private static Stream<Placebo> placebos(String place, List<Difference> differences) {
        return differences.stream()
                .map(it -> new Placebo(place + ", by " + it.measure(), it.arm(), it.reference(), it.verdict()));
    }

    private static Stream<Placebo> ofModels(List<SetsModel> models) {
        return models.stream()
                .map(it -> new Placebo(
                        RunComparison.ALL_SETS + " as a sample, by " + it.measure(),
                        it.arm(),
                        it.reference(),
                        it.verdict()));
    }

    /** What is said of an arm, which may draw at random as its reference may. */
    private record Placebo(String place, String arm, String reference, Verdict verdict) {

        boolean isToldFromRandom() {
            boolean told = verdict == Verdict.BETTER || verdict == Verdict.WORSE;
            return told && Difference.isOf(PlaceboStrategy.NAME, arm) && Difference.isOf(References.RANDOM, reference);
        }

        @Override
        public String toString() {
            return place + ": " + arm + ", which draws at random, is called " + verdict + " than " + reference
                    + ": that is noise, and other differences of this size may be noise as well. In runs made before the placebo was"
                    + " spared the guard against near-duplicates it may be the guard.";
        }
    }

    private String missing(PooledDifferences.Family family) {
        return String.format(
                Locale.ROOT,
                "%s: %d of %d arms can be compared. P-values are corrected for %d, as what was left undone may have been chosen by"
                        + " what was known.",
                scope(),
                family.values().size(),
                family.questions(),
                family.questions());
    }
}
