package org.huale.acquire.hua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.huale.acquire.Explanation;
import org.huale.acquire.FakePredictions;
import org.huale.acquire.ImageScore;
import org.huale.acquire.Query;
import org.huale.acquire.SampleDetections;
import org.huale.acquire.SamplePool;
import org.huale.acquire.ScoreListener;
import org.huale.acquire.hua.Diversity.Method;
import org.huale.acquire.likeness.ClassMatching;
import org.huale.acquire.likeness.ImageLikeness;
import org.huale.acquire.likeness.PooledFeatures;
import org.huale.config.Mode;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.detect.View;
import org.huale.geometry.Box;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiversityTest {
    private static final Explanation PLAIN = new Explanation("plain", List.of());

    /** Four images: a and b alike, c another, d unlike all; a is ranked first. */
    private static FakePredictions alike() {
        return new FakePredictions(SamplePool.CLASSES, true)
                .put(View.ORIGINAL, "a", shows(0, 1, 0, 0))
                .put(View.ORIGINAL, "b", shows(0, 1, 0.01, 0))
                .put(View.ORIGINAL, "c", shows(0, 0.7, 0.7, 0))
                .put(View.ORIGINAL, "d", shows(1, 0, 0, 1));
    }

    @Test
    void withoutDiversityTheBestRankedAreTaken() {
        assertThat(chosen(Method.NONE, 0, alike(), 2)).containsExactly("a", "b");
    }

    @ParameterizedTest
    @EnumSource(names = {"K_CENTRE", "CLASS_MATCHING"})
    void centresAreFarFromEachOther(Method method) {
        assertThat(chosen(method, 0, alike(), 3)).containsExactly("a", "d", "c");
    }

    /** c shows what a shows and a bird, of which nothing is annotated; b is a little unlike a. */
    @ParameterizedTest
    @CsvSource({"0.49, b", "0.51, c"})
    void boxesOfAClassThatWasNeverLearnedAreNotCompared(double bird, String second) {
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, true)
                .put(View.ORIGINAL, "a", shows(0, 1, 0, 0))
                .put(View.ORIGINAL, "b", shows(0, 0.8, 0.6, 0))
                .put(
                        View.ORIGINAL,
                        "c",
                        new SampleDetections(3)
                                .add(found(0, 0.6, 1, 0, 0))
                                .add(found(2, bird, 0, 0, 1))
                                .build())
                .put(View.ORIGINAL, "d", shows(0, 1, 0, 0));
        assertThat(chosen(Method.CLASS_MATCHING, 0, predictions, 2)).containsExactly("a", second);
    }

    @Test
    void theScoreWeighsAgainstTheDistance() {
        assertThat(chosen(Method.K_CENTRE, 100, alike(), 2)).containsExactly("a", "b");
    }

    @Test
    void onlyTheBestRankedAreConsidered() {
        Diversity narrow = new Diversity(Method.K_CENTRE, 1.5, 0, false, 10);
        assertThat(names(narrow.choose(ranked(), 2, query(alike(), 1)))).containsExactly("a", "c");
    }

    @Test
    void imagesLikeLabeledOnesMayBeAvoided() {
        FakePredictions predictions = alike();
        predictions.put(View.ORIGINAL, "labeled a", shows(0, 1, 0, 0));
        predictions.put(View.ORIGINAL, "labeled b", shows(1, 0, 0, 1));
        predictions.put(View.ORIGINAL, "labeled c", shows(0, 1, 0, 0));
        Diversity away = new Diversity(Method.K_CENTRE, 4, 0, true, 10);
        assertThat(names(away.choose(ranked(), 1, query(predictions, 1)))).containsExactly("c");
        assertThat(predictions.asked(View.ORIGINAL)).contains(new ImageId("labeled b"));
    }

    @Test
    void theExplanationTellsTheDistanceAndTheNearest() {
        Diversity diversity = new Diversity(Method.K_CENTRE, 4, 0, false, 10);
        List<ImageScore> chosen = diversity.choose(ranked(), 3, query(alike(), 1));
        Explanation.Part third = chosen.get(2).explanation().parts().get(0);
        assertThat(third.reason()).isEqualTo("ranked 3; the nearest image taken before is a");
        assertThat(third.value()).isCloseTo(1 - Math.sqrt(0.5), within(1e-6));
        assertThat(third.contribution()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void greedyCentresAreThoseOfTheWholeMatrix(long seed) {
        FakePredictions predictions = SamplePool.predictions(seed, 30);
        List<ImageScore> ranked = SamplePool.ids(30).stream()
                .map(image -> new ImageScore(image, 1, PLAIN))
                .toList();
        Diversity diversity = new Diversity(Method.K_CENTRE, 10, 0, false, 100);
        List<ImageId> chosen = diversity.choose(ranked, 8, query(predictions, 1)).stream()
                .map(ImageScore::image)
                .toList();
        assertThat(chosen).containsExactlyElementsOf(byMatrix(predictions, 8));
    }

    private static List<ImageId> byMatrix(FakePredictions predictions, int count) {
        PooledFeatures pooled = new PooledFeatures(100);
        List<float[]> features = new ArrayList<>();
        predictions.forEach(View.ORIGINAL, SamplePool.ids(30), (image, found) -> features.add(pooled.of(found)));
        List<Integer> taken = new ArrayList<>(List.of(0));
        while (taken.size() < count) {
            int best = -1;
            double farthest = -1;
            for (int i = 0; i < 30; i++) {
                int here = i;
                double nearest = taken.stream()
                        .mapToDouble(t -> pooled.distance(features.get(here), features.get(t)))
                        .min()
                        .orElseThrow();
                if (!taken.contains(i) && nearest > farthest) {
                    best = i;
                    farthest = nearest;
                }
            }
            taken.add(best);
        }
        return taken.stream().map(SamplePool.ids(30)::get).toList();
    }

    @Test
    void classMatchingComparesBoxesOfTheSameClassOnly() {
        ClassMatching matching = new ClassMatching(10, 0, Mode.FIXED);
        var cat = matching.of(shows(0, 1, 0, 0));
        var otherCat = matching.of(shows(0, 0, 1, 0));
        var dog = matching.of(shows(1, 1, 0, 0));
        assertThat(matching.distance(cat, cat)).isCloseTo(0, within(1e-9));
        assertThat(matching.distance(cat, otherCat)).isCloseTo(1, within(1e-9));
        assertThat(matching.distance(cat, dog)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void distancesAreSymmetricAndAnImageIsAtNoneFromItself(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Detections a = SampleDetections.random(random, 3, 5);
        Detections b = SampleDetections.random(random, 3, 4);
        checkDistances(new PooledFeatures(3), a, b);
        checkDistances(new ClassMatching(3, 0, Mode.FIXED), a, b);
    }

    private static <S> void checkDistances(ImageLikeness<S> likeness, Detections a, Detections b) {
        S left = likeness.of(a);
        S right = likeness.of(b);
        S empty = likeness.of(Detections.none());
        assertThat(likeness.distance(left, right)).isCloseTo(likeness.distance(right, left), within(1e-12));
        assertThat(likeness.distance(left, left)).isCloseTo(0, within(1e-6));
        assertThat(likeness.distance(empty, empty)).isZero();
        assertThat(likeness.distance(left, empty))
                .isEqualTo(likeness.distance(empty, left))
                .isPositive();
    }

    @Test
    void detectionsWithoutFeaturesAreRefusedWithTheirImage() {
        FakePredictions bare = new FakePredictions(SamplePool.CLASSES, true)
                .put(View.ORIGINAL, "b", shows(0, 1).withoutEvidence());
        assertThatThrownBy(() -> chosen(Method.K_CENTRE, 0, bare, 2))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("image b: its detections have no box features");
    }

    @Test
    void samplingFollowsTheScores() {
        Map<String, Integer> first = new HashMap<>();
        Diversity sampling = new Diversity(Method.SAMPLING, 4, 1, false, 10);
        for (long seed = 0; seed < 4000; seed++) {
            first.merge(
                    names(sampling.choose(ranked(), 1, query(alike(), seed))).get(0), 1, Integer::sum);
        }
        assertThat(first.getOrDefault("a", 0) / 4000.0).isCloseTo(0.4, within(0.03)); // 4 of 4 + 3 + 2 + 1
        assertThat(first.getOrDefault("d", 0) / 4000.0).isCloseTo(0.1, within(0.03));
    }

    @Test
    void scoresOfZeroAreDrawnLast() {
        List<ImageScore> ranked = List.of(score("a", 1), score("b", 0), score("c", 0));
        Diversity sampling = new Diversity(Method.SAMPLING, 4, 1, false, 10);
        for (long seed = 0; seed < 20; seed++) {
            assertThat(names(sampling.choose(ranked, 2, query(alike(), seed)))).containsExactly("a", "b");
        }
    }

    private static List<ImageScore> ranked() {
        return List.of(score("a", 4), score("b", 3), score("c", 2), score("d", 1));
    }

    private static ImageScore score(String image, double score) {
        return new ImageScore(new ImageId(image), score, PLAIN);
    }

    private static List<String> chosen(Method method, double scoreWeight, FakePredictions predictions, int count) {
        return names(new Diversity(method, 4, scoreWeight, false, 10).choose(ranked(), count, query(predictions, 1)));
    }

    private static List<String> names(List<ImageScore> scores) {
        return scores.stream().map(it -> it.image().value()).toList();
    }

    private static Query query(FakePredictions predictions, long seed) {
        return new Query(
                SamplePool.labeled(),
                SamplePool.ids(4),
                2,
                predictions,
                new SplittableRandom(seed),
                ScoreListener.NONE);
    }

    private static Detections shows(int classIndex, double... features) {
        return new SampleDetections(3).add(found(classIndex, 0.9, features)).build();
    }

    private static SampleDetections.Found found(int classIndex, double confidence, double... features) {
        double[] all = Arrays.copyOf(features, SampleDetections.FEATURES);
        return new SampleDetections.Found(
                new Box(0, 0, 50, 50), classIndex, confidence, new double[] {0.1, 0.3, 0.3, 0.3}, new double[4], all);
    }
}
