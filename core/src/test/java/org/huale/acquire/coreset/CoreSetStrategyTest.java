package org.huale.acquire.coreset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.huale.acquire.FakePredictions;
import org.huale.acquire.ImageScore;
import org.huale.acquire.Query;
import org.huale.acquire.SamplePool;
import org.huale.acquire.ScoreListener;
import org.huale.acquire.Selection;
import org.huale.config.Mode;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.detect.PoolDetector;
import org.huale.detect.View;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoreSetStrategyTest {
    private static final Dataset NONE = new Dataset("none", SamplePool.CLASSES, List.of());

    private final FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, false);

    @Test
    void theImagesFarthestFromAllCentresAreTaken() {
        for (String labeled : List.of("labeled a", "labeled b", "labeled c")) {
            put(labeled, 0, 0);
        }
        put("a", 1, 0);
        put("b", 10, 0);
        put("c", 9, 0);
        put("d", 0, 4);
        Selection selection = select(CoreSetOptions.defaults(), SamplePool.labeled(), ids("a", "b", "c", "d"), 3);
        assertThat(selection.images()).containsExactlyElementsOf(ids("b", "d", "a"));
        assertThat(selection.chosen()).extracting(ImageScore::score).containsExactly(10.0, 4.0, 1.0);
        assertThat(selection.passedOver()).isEmpty();
        assertThat(reason(selection, 0)).isEqualTo("the nearest is labeled labeled a");
    }

    @Test
    void chosenImagesAreCentresToo() {
        put("a", 0, 0);
        put("b", 10, 0);
        put("c", 9, 0);
        Selection selection = select(CoreSetOptions.defaults(), NONE, ids("a", "b", "c"), 3);
        assertThat(selection.chosen()).extracting(ImageScore::score).containsExactly(0.0, 10.0, 1.0);
        assertThat(reason(selection, 0)).isEqualTo("no image is labeled: the choice begins with the first id");
        assertThat(reason(selection, 2)).isEqualTo("the nearest is b, chosen before");
    }

    @Test
    void faithfulComparesDirectionsAndFixedDistances() {
        put("a", 1, 0);
        put("b", 100, 0);
        put("c", 0, 1);
        assertThat(select(CoreSetOptions.defaults(), NONE, ids("a", "b", "c"), 2)
                        .images())
                .containsExactlyElementsOf(ids("a", "b"));
        CoreSetOptions faithful = new CoreSetOptions(Mode.FAITHFUL, Metric.EUCLIDEAN, CoreSetOptions.Features.DETECTOR);
        assertThat(select(faithful, NONE, ids("a", "b", "c"), 2).images()).containsExactlyElementsOf(ids("a", "c"));
        CoreSetOptions cosine = new CoreSetOptions(Mode.FIXED, Metric.COSINE, CoreSetOptions.Features.DETECTOR);
        assertThat(select(cosine, NONE, ids("a", "b", "c"), 2).images()).containsExactlyElementsOf(ids("a", "c"));
    }

    @Test
    void featuresOfTheBackboneAreTakenWhereTheyAreAskedFor() {
        for (String image : List.of("a", "b", "c")) {
            put(image, 0, 0);
        }
        predictions.putVector(PoolDetector.BACKBONE_FEATURES, "a", 0, 0);
        predictions.putVector(PoolDetector.BACKBONE_FEATURES, "b", 1, 0);
        predictions.putVector(PoolDetector.BACKBONE_FEATURES, "c", 5, 0);
        CoreSetOptions backbone = new CoreSetOptions(Mode.FIXED, Metric.EUCLIDEAN, CoreSetOptions.Features.BACKBONE);
        assertThat(select(backbone, NONE, ids("a", "b", "c"), 2).images()).containsExactlyElementsOf(ids("a", "c"));
        predictions.withoutVector(PoolDetector.BACKBONE_FEATURES);
        assertThatThrownBy(() -> select(backbone, NONE, ids("a"), 1))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("whose backbone does not train from its first layer on");
    }

    @Test
    void vectorsOfZerosAreLikeEachOtherAndUnlikeOthers() {
        float[] zero = new float[2];
        float[] other = {0.6f, 0.8f};
        assertThat(Metric.COSINE.of(zero, zero)).isZero();
        assertThat(Metric.COSINE.of(zero, other)).isEqualTo(1);
        assertThat(Metric.COSINE.of(other, other)).isCloseTo(0, within(1e-7));
    }

    @Test
    void ofEqualsTheLowestIdIsTaken() {
        for (String image : List.of("d", "c", "b", "a")) {
            put(image, 3, 4);
        }
        assertThat(select(CoreSetOptions.defaults(), NONE, ids("d", "c", "b", "a"), 3)
                        .images())
                .containsExactlyElementsOf(ids("a", "b", "c"));
    }

    @ParameterizedTest
    @CsvSource({"1, FIXED", "2, FIXED", "3, FAITHFUL", "4, FAITHFUL"})
    void choosesAsFromTheWholeMatrix(long seed, Mode mode) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ImageId> unlabeled = SamplePool.ids(40);
        List<ImageId> all = new ArrayList<>(unlabeled);
        SamplePool.labeled().images().forEach(record -> all.add(record.id()));
        Map<ImageId, float[]> vectors = new HashMap<>();
        for (ImageId image : all) {
            float[] vector = {random.nextInt(4), random.nextInt(4), random.nextInt(4)}; // many ties
            vectors.put(image, vector);
            put(image.value(), vector);
        }
        CoreSetOptions options = new CoreSetOptions(mode, Metric.EUCLIDEAN, CoreSetOptions.Features.DETECTOR);
        assertThat(select(options, SamplePool.labeled(), unlabeled, 12).images())
                .containsExactlyElementsOf(byMatrix(unlabeled, all, vectors, mode));
    }

    private static List<ImageId> byMatrix(
            List<ImageId> unlabeled, List<ImageId> all, Map<ImageId, float[]> vectors, Mode mode) {
        List<ImageId> centres = new ArrayList<>(all.subList(unlabeled.size(), all.size()));
        List<ImageId> chosen = new ArrayList<>();
        while (chosen.size() < 12) {
            ImageId best = null;
            double farthest = -1;
            for (ImageId image : unlabeled) {
                double nearest = centres.stream()
                        .mapToDouble(it -> distance(of(vectors, image), of(vectors, it), mode))
                        .min()
                        .orElseThrow();
                if (!chosen.contains(image) && nearest > farthest + 1e-6) {
                    best = image;
                    farthest = nearest;
                }
            }
            chosen.add(Objects.requireNonNull(best));
            centres.add(best);
        }
        return chosen;
    }

    private static float[] of(Map<ImageId, float[]> vectors, ImageId image) {
        return Objects.requireNonNull(vectors.get(image));
    }

    private static double distance(float[] a, float[] b, Mode mode) {
        double dot = 0;
        double lengthA = 0;
        double lengthB = 0;
        double squares = 0;
        for (int k = 0; k < a.length; k++) {
            dot += a[k] * b[k];
            lengthA += a[k] * a[k];
            lengthB += b[k] * b[k];
            squares += (a[k] - b[k]) * (a[k] - b[k]);
        }
        if (mode == Mode.FIXED) {
            return Math.sqrt(squares);
        }
        return lengthA == 0 || lengthB == 0 ? lengthA == lengthB ? 0 : 1 : 1 - dot / Math.sqrt(lengthA * lengthB);
    }

    @Test
    void eachImageIsDescribedOnceAndNoDetectionLookedAt() {
        FakePredictions pool = SamplePool.predictions(3, 20);
        new CoreSetStrategy(CoreSetOptions.defaults())
                .select(SamplePool.query(SamplePool.ids(20), 5, pool, ScoreListener.NONE));
        assertThat(pool.asked(PoolDetector.POOLED_FEATURES)).hasSize(23);
        assertThat(pool.asked(View.ORIGINAL)).isEmpty();
        assertThat(new CoreSetStrategy(CoreSetOptions.defaults()).needs()).isEmpty();
    }

    @Test
    void predictionsWithoutPooledFeaturesAreRefused() {
        predictions.withoutVector(PoolDetector.POOLED_FEATURES);
        assertThatThrownBy(() -> select(CoreSetOptions.defaults(), NONE, ids("a"), 1))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("pooled features")
                .hasMessageContaining("give a detector's weights");
    }

    @Test
    void featuresThatAreNoNumbersAreRefusedWithTheirImage() {
        put("a", 1, 2);
        put("b", 1, Float.NaN);
        assertThatThrownBy(() -> select(CoreSetOptions.defaults(), NONE, ids("a", "b"), 1))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("image b: its pooled features hold NaN");
    }

    private void put(String image, float... vector) {
        predictions.putVector(PoolDetector.POOLED_FEATURES, image, vector);
    }

    private Selection select(CoreSetOptions options, Dataset labeled, List<ImageId> unlabeled, int budget) {
        return new CoreSetStrategy(options)
                .select(new Query(
                        labeled, unlabeled, budget, predictions, new SplittableRandom(1), ScoreListener.NONE));
    }

    private static String reason(Selection selection, int place) {
        return selection.chosen().get(place).explanation().parts().get(0).reason();
    }

    private static List<ImageId> ids(String... names) {
        return List.of(names).stream().map(ImageId::new).toList();
    }
}
