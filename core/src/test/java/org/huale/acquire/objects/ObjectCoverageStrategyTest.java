package org.huale.acquire.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.FakePredictions;
import org.huale.acquire.ImageScore;
import org.huale.acquire.Query;
import org.huale.acquire.SampleDetections;
import org.huale.acquire.SamplePool;
import org.huale.acquire.ScoreListener;
import org.huale.acquire.Selection;
import org.huale.acquire.StrategyChoice;
import org.huale.acquire.StrategyLaws;
import org.huale.acquire.coverage.LazyGreedy;
import org.huale.acquire.likeness.Vectors;
import org.huale.dataset.ClassNames;
import org.huale.detect.View;
import org.huale.geometry.Box;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectCoverageStrategyTest extends StrategyLaws {
    private static final ClassNames CLASSES = ClassNames.of("cat", "dog");
    private static final ObjectCoverageOptions PLAIN = new ObjectCoverageOptions(0.05, 20, 1_000, 0);

    @Override
    protected AcquisitionStrategy strategy() {
        return new ObjectCoverageStrategy(ObjectCoverageOptions.defaults());
    }

    /** Pairs of a class and an angle. */
    private static List<ObjectGroup> image(double presence, double... classesAndAngles) {
        List<ObjectGroup> groups = new ArrayList<>();
        for (int i = 0; i < classesAndAngles.length; i += 2) {
            double angle = classesAndAngles[i + 1];
            groups.add(new ObjectGroup(
                    (int) classesAndAngles[i], presence, new float[] {(float) Math.cos(angle), (float) Math.sin(angle)
                    }));
        }
        return groups;
    }

    /** Around the whole circle, so that the mean is zero. */
    private static List<List<ObjectGroup>> opposites() {
        return List.of(image(1, 0, 0), image(1, 0, Math.PI), image(1, 1, 0.5), image(1, 1, 0.5 + Math.PI));
    }

    private static ObjectCoverage coverage(
            List<List<ObjectGroup>> unlabeled, List<ObjectGroup> labeled, ObjectCoverageOptions options) {
        return new ObjectCoverage(
                CLASSES, new ObjectCoverage.Shown(unlabeled, labeled), options, new SplittableRandom(1));
    }

    @Test
    void anImageCoversItsLikeOfItsClassOnly() {
        ObjectCoverage coverage = coverage(opposites(), List.of(), PLAIN);
        assertThat(coverage.gain(0)).isCloseTo(1, within(1e-6));
        assertThat(coverage.reason(0)).isEqualTo("covers cat of 1 of 2 images (1.000)");
        coverage.take(0);
        assertThat(coverage.gain(0)).isZero();
        assertThat(coverage.reason(0)).isEqualTo("adds nothing");
        assertThat(coverage.gain(1)).isCloseTo(1, within(1e-6));
        assertThat(coverage.gain(2)).isCloseTo(1, within(1e-6));
    }

    @Test
    void labeledImagesCoverToo() {
        List<ObjectGroup> labeled = new ArrayList<>(image(1, 0, 0));
        labeled.addAll(image(1, 0, Math.PI)); // keeps the mean at zero
        ObjectCoverage coverage = coverage(opposites(), labeled, PLAIN);
        assertThat(coverage.gain(0)).isCloseTo(0, within(1e-6));
        assertThat(coverage.gain(1)).isCloseTo(0, within(1e-6));
        assertThat(coverage.gain(2)).isCloseTo(1, within(1e-6));
    }

    @Test
    void whatIsHardlyThereHardlyCoversAndIsHardlyWanted() {
        List<List<ObjectGroup>> pool = List.of(image(0.1, 0, 0), image(1, 0, Math.PI));
        ObjectCoverage coverage = coverage(pool, List.of(), PLAIN);
        assertThat(coverage.gain(0)).isCloseTo(0.1 * 0.1, within(1e-6));
        assertThat(coverage.gain(1)).isCloseTo(1, within(1e-6));
    }

    @Test
    void balancedClassesCountAlike() {
        List<List<ObjectGroup>> pool = new ArrayList<>(opposites());
        IntStream.range(0, 6).forEach(i -> pool.add(image(1, 0, i % 2 * Math.PI)));
        assertThat(coverage(pool, List.of(), PLAIN).gain(0)).isCloseTo(4, within(1e-5));
        assertThat(coverage(pool, List.of(), PLAIN).gain(2)).isCloseTo(1, within(1e-5));
        ObjectCoverageOptions alike = new ObjectCoverageOptions(0.05, 20, 1_000, 1);
        assertThat(coverage(pool, List.of(), alike).gain(0)).isCloseTo(0.5, within(1e-5));
        assertThat(coverage(pool, List.of(), alike).gain(2)).isCloseTo(0.5, within(1e-5));
    }

    @Test
    void aSampleStandsForAllObjects() {
        List<List<ObjectGroup>> pool = new ArrayList<>();
        IntStream.range(0, 400).forEach(i -> pool.add(image(1, 0, i % 2 * Math.PI)));
        ObjectCoverageOptions few = new ObjectCoverageOptions(0.05, 20, 100, 0);
        double both = coverage(pool, List.of(), few).gain(0)
                + coverage(pool, List.of(), few).gain(1);
        assertThat(both).isCloseTo(400, within(1e-3));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theLazyChoiceIsThePlainGreedyOne(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<List<ObjectGroup>> pool = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            pool.add(image(random.nextDouble(), 0, random.nextDouble(6), random.nextInt(2), random.nextDouble(6)));
        }
        ObjectCoverage lazy = coverage(pool, List.of(), PLAIN);
        ObjectCoverage plain = coverage(pool, List.of(), PLAIN);
        double[] first = IntStream.range(0, pool.size()).mapToDouble(lazy::gain).toArray();
        LazyGreedy greedy = new LazyGreedy(first, lazy::gain);
        boolean[] taken = new boolean[pool.size()];
        for (int picks = 0; picks < 12; picks++) {
            int best = -1;
            for (int i = 0; i < taken.length; i++) {
                if (!taken[i] && (best < 0 || plain.gain(i) > plain.gain(best))) {
                    best = i;
                }
            }
            int next = greedy.next();
            assertThat(next).as("pick %d of seed %d", picks, seed).isEqualTo(best);
            taken[best] = true;
            lazy.take(next);
            plain.take(best);
        }
    }

    @Test
    void theFormulaIsThatOfTheObjective() {
        List<List<ObjectGroup>> pool = List.of(image(0.9, 0, 0.1), image(0.4, 0, 1.0), image(0.7, 0, 3.0));
        ObjectCoverage coverage = coverage(pool, List.of(), PLAIN);
        double[] mean = {0, 0};
        pool.forEach(it -> {
            mean[0] += it.get(0).vector()[0] / 3;
            mean[1] += it.get(0).vector()[1] / 3;
        });
        double before = 0;
        List<Integer> chosen = new ArrayList<>();
        for (int next : new int[] {1, 2, 0}) {
            chosen.add(next);
            double value = pool.stream()
                    .mapToDouble(j -> j.get(0).presence() * best(j, chosen, pool, mean))
                    .sum();
            assertThat(coverage.gain(next)).isCloseTo(value - before, within(1e-6));
            coverage.take(next);
            before = value;
        }
    }

    private static double best(List<ObjectGroup> j, List<Integer> chosen, List<List<ObjectGroup>> pool, double[] mean) {
        return chosen.stream()
                .mapToDouble(i ->
                        pool.get(i).get(0).presence() * Vectors.dot(unit(j, mean), 0, unit(pool.get(i), mean), 0, 2))
                .map(it -> Math.max(0, it))
                .max()
                .orElse(0);
    }

    private static float[] unit(List<ObjectGroup> image, double[] mean) {
        float[] vector = image.get(0).vector();
        return Vectors.unit(new float[] {(float) (vector[0] - mean[0]), (float) (vector[1] - mean[1])}, 0, 2);
    }

    @Test
    void everyPickSaysWhatItCovers() {
        Query query = SamplePool.query(SamplePool.ids(40), 5, SamplePool.predictions(3, 40), ScoreListener.NONE);
        Selection selection = strategy().select(query);
        for (ImageScore score : selection.chosen()) {
            assertThat(score.explanation().parts().get(0).reason()).matches("covers \\w+ of \\d+ of \\d+ images .*");
        }
    }

    /** Of cat, dog and bird nothing is annotated of the last. */
    @ParameterizedTest
    @CsvSource({"0.49, false", "0.51, true"})
    void objectsOfAClassThatWasNeverLearnedAreNotCovered(double sureness, boolean covered) {
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, true);
        for (int i = 0; i < 10; i++) {
            SampleDetections found = new SampleDetections(3).add(new Box(0, 0, 300, 200), 2, i == 0 ? sureness : 0.3);
            if (i % 2 == 0) {
                found.add(new Box(300, 200, 600, 400), i / 2 % 2, 0.9);
            }
            predictions.put(View.ORIGINAL, SamplePool.ids(10).get(i).value(), found.build());
        }
        Query query = SamplePool.query(SamplePool.ids(10), 10, predictions, ScoreListener.NONE);
        assertThat(strategy().select(query).chosen())
                .extracting(score -> score.explanation().parts().get(0).reason())
                .anyMatch(reason -> reason.contains("cat"))
                .matches(reasons -> reasons.stream().anyMatch(it -> it.contains("bird")) == covered);
    }

    @Test
    void withoutFrozenFeaturesItIsRefusedBeforeAnyImageIsLookedAt() {
        AcquisitionStrategy outer = StrategyChoice.parse("{name: coverage, candidates: {strategy: object-coverage}}")
                .strategy();
        for (AcquisitionStrategy strategy : List.of(strategy(), outer)) {
            FakePredictions bare = SamplePool.predictions(1, 5).withoutMaps();
            Query query = SamplePool.query(SamplePool.ids(5), 2, bare, ScoreListener.NONE);
            assertThatExceptionOfType(HualeException.class)
                    .isThrownBy(() -> strategy.select(query))
                    .withMessageContaining("only in runs");
            assertThat(bare.forwards()).isZero();
        }
    }

    @Test
    void optionsHaveRanges() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ObjectCoverageOptions(1.1, 1, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ObjectCoverageOptions(0, 0, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ObjectCoverageOptions(0, 1, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ObjectCoverageOptions(0, 1, 1, 2));
    }
}
