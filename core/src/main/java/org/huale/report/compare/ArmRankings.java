package org.huale.report.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.huale.report.compare.ArmRanking.Block;
import org.huale.report.curve.ArmCurves;
import org.huale.statistics.FriedmanRanks;
import org.huale.statistics.Sample;

/** Ranks the arms over data sets; those that are not on every data set are left out. */
public final class ArmRankings {
    private static final int FEWEST_ARMS = 3;
    private static final List<Measure> RANKED = List.of(Measure.AREA_IMAGES, Measure.AREA_BOXES);

    private final List<DatasetComparison> datasets;
    private final List<String> arms;
    private final double confidence;

    private ArmRankings(List<DatasetComparison> datasets, List<String> arms, double confidence) {
        this.datasets = datasets;
        this.arms = arms;
        this.confidence = confidence;
    }

    /**
     * By each measure over the data sets or, where there is one, over its seeds. Nothing where fewer than three arms or two
     * blocks can be ranked; of two arms the paired difference says more.
     *
     * @param notes gets which arms are left out, and why
     */
    static List<ArmRanking> of(List<DatasetComparison> all, double confidence, List<String> notes) {
        List<DatasetComparison> datasets =
                all.stream().filter(DatasetComparison::comparesArms).toList();
        Set<String> arms = new LinkedHashSet<>();
        datasets.forEach(it -> it.compared().forEach(arm -> arms.add(arm.arm().label())));
        for (DatasetComparison dataset : datasets) {
            for (String label : List.copyOf(arms)) {
                if (dataset.values(label, Measure.AREA_IMAGES).length == 0) {
                    arms.remove(label);
                    notes.add(label + ": left out of the ranks, it has no comparable run on " + dataset.dataset());
                }
            }
        }
        ArmRankings rankings = new ArmRankings(datasets, List.copyOf(arms), confidence);
        return arms.size() < FEWEST_ARMS ? List.of() : rankings.all();
    }

    private List<ArmRanking> all() {
        List<ArmRanking> all = new ArrayList<>();
        for (Measure measure : RANKED) {
            ranking(measure, datasets.size() > 1 ? Block.DATASETS : Block.SEEDS).ifPresent(all::add);
        }
        return all;
    }

    private Optional<ArmRanking> ranking(Measure measure, Block block) {
        List<double[]> blocks = new ArrayList<>();
        for (DatasetComparison dataset : datasets) {
            List<double[]> seeds = seeds(dataset, measure);
            if (block == Block.SEEDS) {
                blocks.addAll(seeds);
            } else {
                means(dataset, measure, seeds).ifPresent(blocks::add);
            }
        }
        return blocks.size() < 2
                ? Optional.empty()
                : Optional.of(
                        new ArmRanking(measure, block, arms, FriedmanRanks.of(blocks, confidence), 1 - confidence));
    }

    /** A row for each seed that all arms have. */
    private List<double[]> seeds(DatasetComparison dataset, Measure measure) {
        Collection<Long> shared = new TreeSet<>();
        dataset.allCurves().forEach(curve -> shared.add(curve.seed()));
        List<ArmCurves> ranked = arms.stream().map(dataset::arm).toList();
        ranked.forEach(arm -> shared.removeIf(seed -> arm.withSeed(seed).isEmpty()));
        return shared.stream()
                .map(seed -> ranked.stream()
                        .flatMapToDouble(arm -> measure.of(arm.withSeed(seed).orElseThrow(), dataset.ranges()).stream())
                        .toArray())
                .filter(row -> row.length == arms.size())
                .toList();
    }

    /** The mean over the seeds that all arms have; where they share none, over each arm's own. */
    private Optional<double[]> means(DatasetComparison dataset, Measure measure, List<double[]> seeds) {
        double[] means = new double[arms.size()];
        for (int i = 0; i < means.length; i++) {
            int place = i;
            double[] values = seeds.isEmpty()
                    ? dataset.values(arms.get(i), measure)
                    : seeds.stream().mapToDouble(row -> row[place]).toArray();
            if (values.length == 0) {
                return Optional.empty();
            }
            means[i] = Sample.of(values).mean();
        }
        return Optional.of(Arrays.copyOf(means, means.length));
    }
}
