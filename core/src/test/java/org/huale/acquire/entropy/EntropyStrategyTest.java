package org.huale.acquire.entropy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.huale.acquire.EmptyDetectionPolicy;
import org.huale.acquire.Explanation;
import org.huale.acquire.FakePredictions;
import org.huale.acquire.ImageScore;
import org.huale.acquire.Query;
import org.huale.acquire.SampleDetections;
import org.huale.acquire.SamplePool;
import org.huale.acquire.ScoreListener;
import org.huale.acquire.TopImages;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.detect.View;
import org.huale.geometry.Box;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntropyStrategyTest {
    private static final Box BOX = new Box(10, 10, 50, 40);
    private static final EntropyOptions BASELINE = EntropyOptions.baseline();

    @Test
    void binaryEntropyIsThatOfACoin() {
        double[] anything = {0.2, 0.8};
        assertThat(BoxEntropy.BINARY.of(anything, 0.5)).isCloseTo(0.693147, within(1e-6));
        assertThat(BoxEntropy.BINARY.of(anything, 0.9)).isCloseTo(0.325083, within(1e-6));
        assertThat(BoxEntropy.BINARY.of(anything, 0)).isZero();
        assertThat(BoxEntropy.BINARY.of(anything, 1)).isZero();
    }

    @Test
    void fullEntropyIsInNatsAndNormalizedAFractionOfIt() {
        double[] even = {0.25, 0.25, 0.25, 0.25};
        assertThat(BoxEntropy.FULL.of(even, 0.25)).isCloseTo(Math.log(4), within(1e-12));
        assertThat(BoxEntropy.NORMALIZED.of(even, 0.25)).isCloseTo(1, within(1e-12));
        assertThat(BoxEntropy.FULL.of(new double[] {0, 1, 0, 0}, 1)).isZero();
    }

    @Test
    void foregroundEntropyDoesNotSeeBackground() {
        assertThat(BoxEntropy.FOREGROUND.of(new double[] {0.8, 0.1, 0.1}, 0.1)).isCloseTo(Math.log(2), within(1e-12));
        assertThat(BoxEntropy.FOREGROUND.of(new double[] {1, 0, 0}, 0)).isZero();
        assertThat(BoxEntropy.FOREGROUND.of(new double[] {0.5, 0.5}, 0.5)).isZero();
    }

    @Test
    void detectionsAreAggregatedByMaximumMeanOrSum() {
        Detections two = new SampleDetections(3)
                .add(BOX, 0, 0.5, 0.5, 0.5, 0, 0)
                .add(BOX, 1, 0.9, 0.1, 0, 0.9, 0)
                .build();
        double a = 0.693147;
        double b = 0.325083;
        assertThat(score(two, with(BoxAggregation.MAX))).isCloseTo(a, within(1e-6));
        assertThat(score(two, with(BoxAggregation.MEAN))).isCloseTo((a + b) / 2, within(1e-6));
        assertThat(score(two, with(BoxAggregation.SUM))).isCloseTo(a + b, within(1e-6));
    }

    @Test
    void detectionsBelowTheThresholdDoNotCount() {
        Detections two = new SampleDetections(3)
                .add(BOX, 1, 0.9, 0.1, 0, 0.9, 0)
                .add(BOX, 0, 0.49, 0.51, 0.49, 0, 0)
                .build();
        EntropyOptions half =
                new EntropyOptions(BoxEntropy.FULL, 0.5, BoxAggregation.MAX, EmptyDetectionPolicy.ZERO, 0);
        assertThat(score(two, half)).isCloseTo(0.325083, within(1e-6));
    }

    @Test
    void withoutProbabilitiesTheConfidenceStandsForThem() {
        Detections bare = new SampleDetections(3).add(BOX, 1, 0.9).build().withoutEvidence();
        assertThat(score(bare, BASELINE)).isCloseTo(0.325083, within(1e-6));
    }

    @Test
    void theExplanationNamesTheBoxThatMadeTheScore() {
        Detections two = new SampleDetections(3)
                .add(new Box(1, 2, 3, 4), 1, 0.9, 0.1, 0, 0.9, 0)
                .add(new Box(5, 6, 7, 8), 0, 0.6, 0.1, 0.6, 0.3, 0)
                .build();
        Explanation.Part part = chosen(Map.of("a", two), BASELINE, 1)
                .get(0)
                .explanation()
                .parts()
                .get(0);
        assertThat(part.reason())
                .isEqualTo("cat 0.60 at (5, 6, 7, 8), the most uncertain of 2: cat 0.60, dog 0.30, background 0.10");
    }

    @ParameterizedTest
    @EnumSource
    void imagesWithoutDetectionsGoWhereThePolicySays(EmptyDetectionPolicy policy) {
        Map<String, Detections> pool = new TreeMap<>();
        pool.put(
                "a sure",
                new SampleDetections(3).add(BOX, 0, 0.99, 0.01, 0.99, 0, 0).build());
        pool.put(
                "b doubt",
                new SampleDetections(3).add(BOX, 0, 0.5, 0.25, 0.5, 0.25, 0).build());
        pool.put(
                "c weak",
                new SampleDetections(3).add(BOX, 0, 0.4, 0.3, 0.4, 0.3, 0).build());
        pool.put("d none", Detections.none());
        pool.put(
                "e half",
                new SampleDetections(3).add(BOX, 0, 0.9, 0.1, 0.9, 0, 0).build());
        EntropyOptions options = new EntropyOptions(BoxEntropy.FULL, 0.5, BoxAggregation.MAX, policy, 0);
        List<String> order =
                chosen(pool, options, 5).stream().map(it -> it.image().value()).toList();
        assertThat(order)
                .containsExactlyElementsOf(
                        switch (policy) {
                            case ZERO -> List.of("b doubt", "e half", "a sure", "c weak", "d none");
                            case TOP1 -> List.of("b doubt", "c weak", "e half", "a sure", "d none");
                            case FIRST -> List.of("c weak", "d none", "b doubt", "e half", "a sure");
                            case NEUTRAL -> List.of("b doubt", "c weak", "d none", "e half", "a sure");
                        });
    }

    @Test
    void aWeakDetectionCountsByItsConfidenceAndNoMoreThanTheMedian() {
        Map<String, Detections> pool = new TreeMap<>();
        pool.put(
                "a",
                new SampleDetections(3).add(BOX, 0, 0.5, 0.25, 0.5, 0.25, 0).build());
        pool.put("b", new SampleDetections(3).add(BOX, 0, 0.9, 0.1, 0.9, 0, 0).build());
        pool.put(
                "c", new SampleDetections(3).add(BOX, 0, 0.95, 0.05, 0.95, 0, 0).build());
        pool.put(
                "weak",
                new SampleDetections(3).add(BOX, 0, 0.4, 0.3, 0.4, 0.3, 0).build());
        pool.put(
                "weaker",
                new SampleDetections(3).add(BOX, 0, 0.1, 0.3, 0.1, 0.3, 0.3).build());
        EntropyOptions top1 =
                new EntropyOptions(BoxEntropy.FULL, 0.5, BoxAggregation.MAX, EmptyDetectionPolicy.TOP1, 0);
        List<ImageScore> chosen = chosen(pool, top1, 5);
        assertThat(chosen).extracting(it -> it.image().value()).containsExactly("a", "b", "weak", "c", "weaker");
        assertThat(chosen.get(2).score()).isEqualTo(chosen.get(1).score()); // 0.4 x 1.0889 is above b's 0.3251
        double fourth = -0.1 * Math.log(0.1) - 0.9 * Math.log(0.3);
        assertThat(chosen.get(4).score()).isCloseTo(0.1 * fourth, within(1e-6)); // below the median: as it is
        assertThat(chosen.get(4).explanation().parts().get(0).reason()).contains("times its confidence");
    }

    @Test
    void whereOnlyWeakDetectionsAreThereTheyAreRankedAmongThemselves() {
        Map<String, Detections> pool = Map.of(
                "a", new SampleDetections(3).add(BOX, 0, 0.2, 0.8, 0.2, 0, 0).build(),
                "b", new SampleDetections(3).add(BOX, 0, 0.4, 0.6, 0.4, 0, 0).build());
        EntropyOptions top1 =
                new EntropyOptions(BoxEntropy.FULL, 0.5, BoxAggregation.MAX, EmptyDetectionPolicy.TOP1, 0);
        assertThat(chosen(pool, top1, 2)).extracting(it -> it.image().value()).containsExactly("b", "a");
    }

    @Test
    void aRareClassRaisesTheEntropyWhereAsked() {
        Map<String, Detections> pool = Map.of(
                "a cat",
                        new SampleDetections(3).add(BOX, 0, 0.6, 0.4, 0.6, 0, 0).build(),
                "b bird",
                        new SampleDetections(3).add(BOX, 2, 0.7, 0.3, 0, 0, 0.7).build());
        assertThat(chosen(pool, BASELINE, 1).get(0).image()).isEqualTo(new ImageId("a cat"));
        EntropyOptions rarity =
                new EntropyOptions(BoxEntropy.FULL, 0.05, BoxAggregation.MAX, EmptyDetectionPolicy.ZERO, 0.5);
        ImageScore first = chosen(pool, rarity, 1).get(0);
        assertThat(first.image()).isEqualTo(new ImageId("b bird"));
        assertThat(first.score()).isCloseTo(3 * 0.610864, within(1e-5)); // 8 cats, no bird: (8 + 1) / (0 + 1), its root
    }

    @Test
    void probabilitiesThatAreNoneNameTheirImageBelowTheThresholdToo() {
        Detections broken =
                new SampleDetections(3).add(BOX, 0, 0.3, Double.NaN, 0.5, 0, 0).build();
        EntropyOptions weak =
                new EntropyOptions(BoxEntropy.FULL, 0.5, BoxAggregation.MAX, EmptyDetectionPolicy.TOP1, 0);
        assertThatThrownBy(() -> chosen(Map.of("a", broken), weak, 1))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("image a: detection 0 has no class distribution");
    }

    @Test
    void probabilitiesThatAreNoneNameTheirImage() {
        Detections broken =
                new SampleDetections(3).add(BOX, 0, 0.5, Double.NaN, 0.5, 0, 0).build();
        assertThatThrownBy(() -> chosen(Map.of("a", broken), BASELINE, 1))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("image a: detection 0 has no class distribution");
    }

    @Test
    void probabilitiesOfAnotherNumberOfClassesNameTheirImage() {
        Detections two = new SampleDetections(2).add(BOX, 0, 0.5).build();
        assertThatThrownBy(() -> chosen(Map.of("a", two), BASELINE, 1))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("image a: got 3 class probabilities, need 4");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theHeapKeepsWhatSortingAllWouldPutFirst(long seed) {
        FakePredictions predictions = SamplePool.predictions(seed, 60);
        Map<ImageId, Double> entropies = new TreeMap<>();
        for (ImageId image : SamplePool.ids(60)) {
            predictions.forEach(View.ORIGINAL, List.of(image), (id, found) -> entropies.put(id, highest(found)));
        }
        List<ImageId> sorted = entropies.keySet().stream()
                .sorted(Comparator.comparingDouble((ImageId image) -> -entropies.getOrDefault(image, 0.0))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(17)
                .toList();
        Query query = SamplePool.query(SamplePool.ids(60), 17, predictions, ScoreListener.NONE);
        assertThat(new EntropyStrategy(BASELINE).select(query).images()).containsExactlyElementsOf(sorted);
    }

    /** The baseline's formula once more, from the flat arrays. */
    private static double highest(Detections found) {
        double highest = 0;
        float[] probabilities = SampleDetections.evidence(found).probabilities();
        for (int i = 0; i < found.count(); i++) {
            double entropy = 0;
            for (int c = 0; c < 4; c++) {
                double p = probabilities[4 * i + c];
                entropy += -p * Math.log(p);
            }
            highest = found.confidences()[i] >= 0.05f ? Math.max(highest, entropy) : highest;
        }
        return highest;
    }

    @Test
    void aFullHeapLooksAtNoExplanation() {
        TopImages top = new TopImages(1);
        top.offer(new ImageId("b"), 2, () -> new Explanation("f", List.of()));
        Stream.of("a", "c")
                .forEach(id -> top.offer(new ImageId(id), 1, () -> {
                    throw new AssertionError("explained in vain");
                }));
        assertThat(top.inOrder()).hasSize(1);
    }

    private static EntropyOptions with(BoxAggregation aggregation) {
        return new EntropyOptions(BoxEntropy.FULL, 0.05, aggregation, EmptyDetectionPolicy.ZERO, 0);
    }

    private static double score(Detections detections, EntropyOptions options) {
        return chosen(Map.of("a", detections), options, 1).get(0).score();
    }

    private static List<ImageScore> chosen(Map<String, Detections> pool, EntropyOptions options, int budget) {
        FakePredictions predictions = new FakePredictions(ClassNames.of("cat", "dog", "bird"), true);
        pool.forEach((image, detections) -> predictions.put(View.ORIGINAL, image, detections));
        List<ImageId> ids = pool.keySet().stream().sorted().map(ImageId::new).toList();
        Query query = SamplePool.query(ids, budget, predictions, ScoreListener.NONE);
        return new EntropyStrategy(options).select(query).chosen();
    }
}
