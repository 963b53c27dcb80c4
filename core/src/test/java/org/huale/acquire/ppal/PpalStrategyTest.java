package org.huale.acquire.ppal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.huale.acquire.FakePredictions;
import org.huale.acquire.ImageScore;
import org.huale.acquire.Query;
import org.huale.acquire.SampleDetections;
import org.huale.acquire.SamplePool;
import org.huale.acquire.ScoreListener;
import org.huale.acquire.Selection;
import org.huale.config.Mode;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.detect.View;
import org.huale.detect.companion.ClassQuality;
import org.huale.geometry.Box;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PpalStrategyTest {
    private static final Box LARGE = new Box(10, 10, 110, 110);
    private static final double HALF = 0.693147; // binary entropy of 0.5
    private static final double SURE = 0.325083; // of 0.9

    private final FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, false);

    @ParameterizedTest
    @CsvSource({"0, 1.2", "0.25, 1.18345", "0.5, 1.16051", "0.75, 1.12292", "1, 1.0"})
    void theWeightOfAClassFallsWithItsQuality(double quality, double weight) {
        assertThat(ClassWeights.weight(quality, PpalOptions.of(Mode.FIXED).uncertainty()))
                .isCloseTo(weight, within(5e-6));
    }

    @Test
    void anImageIsWorthTheWeightedSumOfItsEntropies() {
        predictions.putStatistic("class-quality", 1, 0.5f, 0);
        put("a", box(LARGE, 0, 0.5), box(LARGE, 1, 0.5), box(LARGE, 2, 0.9));
        put("b", box(LARGE, 0, 0.5));
        Map<String, Double> scores = scores(PpalOptions.of(Mode.FIXED), 2);
        assertThat(scores.get("a")).isCloseTo(HALF + HALF * 1.16051 + SURE * 1.2, within(1e-5));
        assertThat(scores.get("b")).isCloseTo(HALF, within(1e-6));
    }

    @Test
    void withoutClassQualityAllClassesWeighAsAtTheBeginningOfATraining() {
        put("a", box(LARGE, 0, 0.5));
        ImageScore score = select(PpalOptions.of(Mode.FIXED), 1).chosen().get(0);
        assertThat(score.score()).isCloseTo(HALF * 1.2, within(1e-6));
        assertThat(score.explanation().formula()).endsWith("1.20 for every class, as training noted no class quality");
    }

    @Test
    void smallLongAndUnsureDetectionsDoNotCount() {
        predictions.putStatistic("class-quality", 1, 1, 1);
        put("small", box(new Box(0, 0, 16, 16), 0, 0.5));
        put("just large", box(new Box(0, 0, 17, 16), 0, 0.5));
        put("long", box(new Box(0, 0, 500, 100), 0, 0.5));
        put("tall", box(new Box(0, 0, 20, 100), 0, 0.5));
        put("just short", box(new Box(0, 0, 499, 100), 0, 0.5));
        put("unsure", box(LARGE, 0, 0.049));
        put("just sure", box(LARGE, 0, 0.05));
        put("nothing");
        Map<String, Double> scores = scores(PpalOptions.of(Mode.FIXED), 8);
        assertThat(List.of("small", "long", "tall", "unsure", "nothing"))
                .allSatisfy(image -> assertThat(scores.get(image)).isZero());
        assertThat(List.of("just large", "just short"))
                .allSatisfy(image -> assertThat(scores.get(image)).isCloseTo(HALF, within(1e-6)));
        assertThat(scores.get("just sure")).isCloseTo(0.198515, within(1e-6));
    }

    @Test
    void onlyTheMostUncertainAreCandidatesAndOneOfEachClusterIsTaken() {
        predictions.putStatistic("class-quality", 1, 1, 1);
        put("a", of(0, 0.5, 1, 0));
        put("b", of(0, 0.55, 1, 0.01));
        put("c", of(0, 0.6, 1, 0));
        put("d", of(0, 0.65, 0, 1));
        put("e", of(0, 0.95, 0.5, -1));
        Selection selection = select(
                new PpalOptions(
                        Mode.FIXED,
                        PpalOptions.of(Mode.FIXED).uncertainty(),
                        2,
                        PpalOptions.of(Mode.FIXED).matching(),
                        PpalOptions.of(Mode.FIXED).quality()),
                2);
        assertThat(names(selection.chosen())).containsExactly("a", "d");
        assertThat(names(selection.passedOver())).containsExactly("b", "c");
        assertThat(reason(selection.chosen().get(0))).isEqualTo("stands for 3 candidates");
        assertThat(reason(selection.chosen().get(1))).isEqualTo("like no other candidate");
        assertThat(reason(selection.passedOver().get(0))).isEqualTo("in the cluster of a");
    }

    /** Two kinds of images whose one box is of one class: only features tell them apart. */
    @Test
    void faithfulTakesImagesWithBoxesOfEqualRankForTheSame() {
        put("a", of(0, 0.5, 1, 0));
        put("b", of(0, 0.52, 1, 0));
        put("c", of(0, 0.54, 0, 1));
        put("d", of(0, 0.56, 0, 1));
        Selection fixed = select(PpalOptions.of(Mode.FIXED), 2);
        assertThat(names(fixed.chosen())).containsExactly("a", "c");
        Selection faithful = select(PpalOptions.of(Mode.FAITHFUL), 2);
        assertThat(faithful.passedOver())
                .allSatisfy(score ->
                        assertThat(score.explanation().parts().get(1).value()).isZero());
    }

    /** c shows what a shows and a bird, of which nothing is annotated; b is a little unlike a. */
    @ParameterizedTest
    @CsvSource({"0.49, b", "0.51, c"})
    void boxesOfAClassThatWasNeverLearnedAreNotCompared(double bird, String second) {
        put("a", of(0, 0.5, 1, 0), of(0, 0.5, 1, 0));
        put("b", of(0, 0.3, 0.8, 0.6));
        put("c", of(0, 0.3, 1, 0), of(2, bird, 0, 1));
        assertThat(names(select(PpalOptions.of(Mode.FIXED), 2).chosen())).containsExactly("a", second);
    }

    @ParameterizedTest
    @CsvSource({"FIXED, 0", "FAITHFUL, 0.49495"}) // (0 * 0.5 + 2 * 0.49) / 0.99, and 0 the other way
    void asPublishedTheyAreCompared(Mode mode, double distance) {
        put("a", of(0, 0.5, 1, 0));
        put("b", of(0, 0.5, 1, 0), of(2, 0.49, 0, 1));
        ImageScore left = select(PpalOptions.of(mode), 1).passedOver().get(0);
        assertThat(left.explanation().parts().get(1).value()).isCloseTo(distance, within(1e-4));
    }

    @Test
    void faithfulDrawsTheFirstCentreAndFixedBeginsWithTheMostUncertain() {
        for (String image : List.of("a", "b", "c", "d")) {
            put(image, of(0, 0.5, 1, 0));
        }
        assertThat(names(select(PpalOptions.of(Mode.FIXED), 1).chosen())).containsExactly("a");
        PpalOptions still = withIterations(PpalOptions.of(Mode.FAITHFUL), 0);
        assertThat(LongStream.range(0, 20)
                        .mapToObj(seed -> names(select(still, 1, seed).chosen()).get(0))
                        .distinct()
                        .count())
                .isGreaterThan(2);
    }

    @ParameterizedTest
    @EnumSource
    void theCompanionIsThatOfTheMode(Mode mode) {
        assertThat(new PpalStrategy(PpalOptions.of(mode)).companions())
                .containsExactly(new ClassQuality(0.6, 0.99, mode == Mode.FAITHFUL, mode == Mode.FIXED));
        assertThat(new ClassQuality(0.6, 0.99, true, false).name()).isEqualTo("class-quality");
    }

    @Test
    void eachImageIsLookedAtOnceAsItIs() {
        FakePredictions pool = SamplePool.predictions(3, 20);
        new PpalStrategy(PpalOptions.of(Mode.FIXED))
                .select(SamplePool.query(SamplePool.ids(20), 3, pool, ScoreListener.NONE));
        assertThat(pool.asked(View.ORIGINAL)).hasSize(20);
        assertThat(pool.asked(View.FLIPPED)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theCostOfMedoidsNeverRisesAndEachIsTheBestOfItsCluster(long seed) {
        float[][] distances = randomDistances(seed, 30);
        Medoids medoids = Medoids.begin(distances, 7, 0);
        double cost = medoids.cost();
        double begun = cost;
        while (medoids.improve()) {
            assertThat(medoids.cost()).isLessThanOrEqualTo(cost);
            cost = medoids.cost();
        }
        assertThat(cost).isLessThan(begun);
        for (int i = 0; i < 30; i++) {
            int here = i;
            double nearest = Arrays.stream(chosen(medoids, 7))
                    .mapToDouble(m -> distances[here][m])
                    .min()
                    .orElseThrow();
            assertThat((double) distances[i][medoids.medoid(medoids.cluster(i))])
                    .isEqualTo(nearest);
            assertThat(sum(distances, medoids, medoids.medoid(medoids.cluster(i))))
                    .isLessThanOrEqualTo(sum(distances, medoids, i));
        }
    }

    /** To all of the cluster that it is in. */
    private static double sum(float[][] distances, Medoids medoids, int i) {
        double sum = 0;
        for (int j = 0; j < distances.length; j++) {
            sum += medoids.cluster(j) == medoids.cluster(i) ? distances[i][j] : 0;
        }
        return sum;
    }

    @Test
    void medoidsAreDifferentWhereAllDistancesAreZero() {
        Medoids medoids = Medoids.begin(new float[6][6], 4, 2);
        for (int i = 0; i < 5; i++) {
            medoids.improve();
            assertThat(Arrays.stream(chosen(medoids, 4)).distinct().count()).isEqualTo(4);
        }
    }

    @Test
    void asManyMedoidsAsCandidatesAreAllOfThem() {
        Medoids medoids = Medoids.begin(randomDistances(1, 5), 5, 3);
        assertThat(medoids.improve()).isFalse();
        assertThat(chosen(medoids, 5)).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
        assertThat(medoids.cost()).isZero();
    }

    @Test
    void qualitiesThatDoNotFitAreRefused() {
        put("a", box(LARGE, 0, 0.5));
        predictions.putStatistic("class-quality", 1, 0.5f);
        assertThatThrownBy(() -> select(PpalOptions.of(Mode.FIXED), 1))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("noted of 2 classes, the detector has 3");
        predictions.putStatistic("class-quality", 1, Float.NaN, 0);
        assertThatThrownBy(() -> select(PpalOptions.of(Mode.FIXED), 1))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("class-quality of dog must be in [0, 1], is NaN");
    }

    @Test
    void detectionsWithoutFeaturesAreRefusedWithTheirImage() {
        put("a");
        predictions.put(
                View.ORIGINAL,
                "a",
                new SampleDetections(3).add(LARGE, 0, 0.5).build().withoutEvidence());
        assertThatThrownBy(() -> select(PpalOptions.of(Mode.FIXED), 1))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("image a: its detections have no box features");
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new PpalOptions.Uncertainty(0.05, 16, 5, 200, 0, 0.2))
                .hasMessageContaining("alpha must be in [0.01, 1], got 0.0");
        assertThatThrownBy(() -> new PpalOptions.Quality(0.6, 1, true))
                .hasMessageContaining("momentum must be in [0, 1)");
    }

    /** Of points in a square. */
    private static float[][] randomDistances(long seed, int count) {
        double[] points = new SplittableRandom(seed).doubles(2L * count).toArray();
        float[][] distances = new float[count][count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                double x = points[2 * i] - points[2 * j];
                double y = points[2 * i + 1] - points[2 * j + 1];
                distances[i][j] = (float) Math.hypot(x, y);
            }
        }
        return distances;
    }

    private static int[] chosen(Medoids medoids, int count) {
        return IntStream.range(0, count).map(medoids::medoid).toArray();
    }

    private static PpalOptions withIterations(PpalOptions options, int iterations) {
        return new PpalOptions(
                options.mode(),
                options.uncertainty(),
                options.ratio(),
                new PpalOptions.Matching(0.05, 100, iterations),
                options.quality());
    }

    private static SampleDetections.Found box(Box box, int classIndex, double confidence) {
        return found(box, classIndex, confidence, 1, 0);
    }

    private static SampleDetections.Found of(int classIndex, double confidence, double... features) {
        return found(LARGE, classIndex, confidence, features);
    }

    private static SampleDetections.Found found(Box box, int classIndex, double confidence, double... features) {
        double[] p = {1 - confidence, 0, 0, 0};
        p[1 + classIndex] = confidence;
        return new SampleDetections.Found(
                box, classIndex, confidence, p, new double[4], Arrays.copyOf(features, SampleDetections.FEATURES));
    }

    private void put(String image, SampleDetections.Found... found) {
        SampleDetections detections = new SampleDetections(3);
        Arrays.stream(found).forEach(detections::add);
        Detections built = detections.build();
        predictions.put(View.ORIGINAL, image, built);
        images.add(new ImageId(image));
    }

    private final Set<ImageId> images = new TreeSet<>();

    private Map<String, Double> scores(PpalOptions options, int budget) {
        Map<String, Double> scores = new TreeMap<>();
        select(options, budget).chosen().forEach(it -> scores.put(it.image().value(), it.score()));
        return scores;
    }

    private Selection select(PpalOptions options, int budget) {
        return select(options, budget, 1);
    }

    private Selection select(PpalOptions options, int budget, long seed) {
        return new PpalStrategy(options)
                .select(new Query(
                        SamplePool.labeled(),
                        List.copyOf(images),
                        budget,
                        predictions,
                        new SplittableRandom(seed),
                        ScoreListener.NONE));
    }

    private static List<String> names(List<ImageScore> scores) {
        return scores.stream().map(it -> it.image().value()).toList();
    }

    private static String reason(ImageScore score) {
        return score.explanation().parts().get(1).reason();
    }
}
