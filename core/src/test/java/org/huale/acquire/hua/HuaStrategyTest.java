package org.huale.acquire.hua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.huale.acquire.Explanation;
import org.huale.acquire.FakePredictions;
import org.huale.acquire.ImageScore;
import org.huale.acquire.Predictions;
import org.huale.acquire.Query;
import org.huale.acquire.SampleDetections;
import org.huale.acquire.SamplePool;
import org.huale.acquire.ScoreListener;
import org.huale.acquire.Selection;
import org.huale.acquire.StrategyChoice;
import org.huale.config.ConfigJson;
import org.huale.config.Settings;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.View;
import org.huale.geometry.Box;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HuaStrategyTest {
    private static final List<ImageId> POOL = SamplePool.ids(60);

    @Test
    void onlyTheRetrievedAreLookedAtMirrored() {
        FakePredictions predictions = SamplePool.predictions(1, 60);
        Selection selection = select(hua(), predictions, 5);
        assertThat(predictions.asked(View.ORIGINAL)).hasSize(60);
        assertThat(predictions.asked(View.FLIPPED)).hasSize(15);
        assertThat(selection.passedOver()).hasSize(10);
        List<ImageId> close = new ArrayList<>(selection.images());
        selection.passedOver().forEach(score -> close.add(score.image()));
        assertThat(predictions.asked(View.FLIPPED)).containsExactlyInAnyOrderElementsOf(close);
    }

    @Test
    void theRatioIsOfImagesWantedAndIsRoundedUp() {
        FakePredictions predictions = SamplePool.predictions(1, 60);
        select(hua("retrieval.ratio=1.5"), predictions, 5);
        assertThat(predictions.asked(View.FLIPPED)).hasSize(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlap-ratio", "localization-confidence", "rare-classes", "entropy"})
    void forMetricsThatCompareNoViewsNothingIsLookedAtMirrored(String metric) {
        FakePredictions predictions = SamplePool.predictions(1, 60);
        Selection selection = select(hua(only(metric, 1)), predictions, 5);
        assertThat(predictions.asked(View.ORIGINAL)).hasSize(60);
        assertThat(predictions.asked(View.FLIPPED)).isEmpty();
        assertThat(select(hua(only(metric, 1)), predictions.without(View.FLIPPED), 5))
                .isEqualTo(selection);
    }

    @Test
    void aMetricOfBothViewsHasCandidatesLookedAtMirroredUnlessItIsLeftOut() {
        for (String metric : List.of("overlap-ratio", "localization-confidence")) {
            FakePredictions predictions = SamplePool.predictions(1, 60);
            select(hua(ofBothViews(metric)), predictions, 5);
            assertThat(predictions.asked(View.FLIPPED)).hasSize(15);
        }
        FakePredictions bare = SamplePool.predictions(1, 60).keeping(Set.of(EvidencePart.PROBABILITIES));
        Selection selection = select(hua(ofBothViews("localization-confidence")), bare, 5);
        assertThat(part(selection, "localization confidence").reason()).startsWith("left out");
        assertThat(bare.asked(View.FLIPPED)).isEmpty();
    }

    private static String[] ofBothViews(String metric) {
        return Stream.concat(Stream.of(only(metric, 1)), Stream.of("metrics." + metric + ".bothViews=true"))
                .toArray(String[]::new);
    }

    /** In doubles 1.1 times 50 is above 55, and .29 times 100 below 29. */
    @Test
    void productsThatAreWholeAreNotRounded() {
        FakePredictions predictions = SamplePool.predictions(1, 60);
        select(hua("retrieval.ratio=1.1"), predictions, 50);
        assertThat(predictions.asked(View.FLIPPED)).hasSize(55);
        Query query = SamplePool.query(SamplePool.ids(300), 100, SamplePool.predictions(3, 300), ScoreListener.NONE);
        assertThat(hua("preset=paper", "retrieval.emptyQuota=0.29").select(query).chosen().stream()
                        .filter(it -> it.explanation().formula().contains("quota")))
                .hasSize(29);
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 25, 59, 60, 100})
    void aRetrievalOfThePoolStillRanks(int budget) {
        FakePredictions predictions = SamplePool.predictions(1, 60);
        Selection selection = select(hua(), predictions, budget);
        assertThat(predictions.asked(View.FLIPPED)).hasSize(60);
        assertThat(selection.chosen()).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
        assertThat(selection.chosen().get(0).score()).isGreaterThan(0.5);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theSelectionIsThatOfTheFormulaeWrittenDownOnceMore(long seed) {
        FakePredictions predictions = SamplePool.predictions(seed, 60);
        List<ImageId> expected = new HuaTwin(predictions, POOL).selected(7);
        assertThat(select(hua("preset=paper"), predictions, 7).images()).containsExactlyElementsOf(expected);
    }

    @Test
    void moreCandidatesThanAChunkAreRankedTogether() {
        FakePredictions predictions = SamplePool.predictions(4, 900);
        List<ImageId> pool = SamplePool.ids(900);
        Query query = SamplePool.query(pool, 200, predictions, ScoreListener.NONE);
        assertThat(hua("preset=paper").select(query).images())
                .containsExactlyElementsOf(new HuaTwin(predictions, pool).selected(200));
    }

    @Test
    void aMetricOfWeightZeroIsNotComputed() {
        Map<String, Integer> heard = new TreeMap<>();
        ScoreListener listener = (stage, image, score) -> heard.merge(stage, 1, Integer::sum);
        hua("metrics.overlap-ratio.weight=0", "metrics.localization-confidence.weight=0")
                .select(SamplePool.query(POOL, 5, SamplePool.predictions(1, 60), listener));
        assertThat(heard)
                .isEqualTo(Map.of("retrieval", 60, "semantic affinity", 15, "category diversity", 15, "ranking", 15));
        assertThat(hua("metrics.localization-confidence.weight=0").needs())
                .isEqualTo(Set.of(EvidencePart.PROBABILITIES));
        assertThat(hua().needs()).isEqualTo(Set.of(EvidencePart.PROBABILITIES, EvidencePart.VARIANCES));
    }

    @Test
    void weightsStretchTheirAxis() {
        ImageScore once = select(hua(only("semantic-affinity", 1)), SamplePool.predictions(1, 60), 1)
                .chosen()
                .get(0);
        ImageScore thrice = select(hua(only("semantic-affinity", 3)), SamplePool.predictions(1, 60), 1)
                .chosen()
                .get(0);
        assertThat(thrice.image()).isEqualTo(once.image());
        assertThat(List.of(once.score(), thrice.score())).containsExactly(1.0, 3.0);
    }

    @Test
    void withoutVariancesTheMetricIsLeftOutWithANote() {
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, false);
        POOL.forEach(
                image -> predictions.put(View.ORIGINAL, image.value(), SampleDetections.random(new Random(2), 3, 3)));
        Explanation.Part last = part(select(hua(), predictions, 3), "localization confidence");
        assertThat(last.contribution()).isZero();
        assertThat(last.reason()).isEqualTo("left out: the detector predicts no variances");
        assertThatThrownBy(() -> select(hua("metrics.localization-confidence.required=true"), predictions, 3))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("localization confidence is required");
        assertThat(predictions.asked(View.FLIPPED)).hasSize(9); // the refusal came before any work
    }

    @Test
    void withoutMirroredImagesTheMetricsThatCompareViewsAreLeftOut() {
        FakePredictions predictions = SamplePool.predictions(1, 60).without(View.FLIPPED);
        String note = "left out: there are no predictions of mirrored images";
        Selection selection = select(hua(), predictions, 5);
        assertThat(selection.chosen().get(0).score()).isPositive();
        for (String name : List.of("semantic affinity", "category diversity")) {
            assertThat(part(selection, name).reason()).isEqualTo(note);
            assertThat(part(selection, name).contribution()).isZero();
        }
        assertThat(part(selection, "overlap ratio").reason()).doesNotContain("left out");
        Selection both = select(hua("metrics.overlap-ratio.bothViews=true"), predictions, 5);
        assertThat(part(both, "overlap ratio").reason()).isEqualTo(note);
    }

    @Test
    void oneClassIsEnough() {
        FakePredictions predictions = new FakePredictions(ClassNames.of("thing"), true);
        POOL.forEach(image -> predictions.put(
                View.ORIGINAL, image.value(), SampleDetections.random(new Random(image.hashCode()), 1, 3)));
        assertThat(select(hua(), predictions, 9).chosen()).hasSize(9);
        assertThat(select(hua("retrieval.entropy.perBox=foreground"), predictions, 9)
                        .chosen())
                .hasSize(9);
    }

    @Test
    void equalCandidatesAllScoreZeroAndSaySo() {
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, true);
        Detections same = SampleDetections.random(new Random(2), 3, 3);
        POOL.forEach(
                image -> predictions.put(View.ORIGINAL, image.value(), same).put(View.FLIPPED, image.value(), same));
        Selection selection = select(hua(), predictions, 5);
        assertThat(selection.chosen()).allMatch(score -> score.score() == 0);
        assertThat(selection.images()).containsExactlyElementsOf(SamplePool.ids(5));
    }

    @Test
    void theQuotaDrawsImagesWithoutDetections() {
        FakePredictions predictions = SamplePool.predictions(3, 60);
        Selection selection = select(hua("preset=paper", "retrieval.emptyQuota=0.4"), predictions, 5);
        assertThat(selection.chosen()).hasSize(5);
        List<ImageScore> drawn = selection.chosen().subList(3, 5);
        for (ImageScore score : drawn) {
            assertThat(score.explanation().formula()).contains("quota");
            predictions.forEach(
                    View.ORIGINAL,
                    List.of(score.image()),
                    (image, found) -> assertThat(found.atLeast(0.5)).isEmpty());
        }
        assertThat(drawn).doesNotHaveDuplicates();
        assertThat(select(hua("retrieval.emptyQuota=1"), predictions, 5).chosen())
                .hasSize(5);
    }

    @Test
    void aQuotaWithoutEmptyImagesChangesNothing() {
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, true);
        for (ImageId image : POOL) {
            var random = new Random(image.hashCode());
            predictions.put(
                    View.ORIGINAL,
                    image.value(),
                    new SampleDetections(3)
                            .add(new Box(0, 0, 50, 50), 0, 0.5 + random.nextDouble() / 2)
                            .build());
        }
        assertThat(select(hua("retrieval.emptyQuota=0.5"), predictions, 6)).isEqualTo(select(hua(), predictions, 6));
    }

    @Test
    void crowdingPutsCrowdedImagesBack() {
        FakePredictions predictions = SamplePool.predictions(2, 60);
        double plain = boxes(select(hua("metrics.overlap-ratio.cap=1"), predictions, 10));
        double perBox = boxes(select(hua("combination.crowding=2"), predictions, 10));
        assertThat(perBox).isLessThan(plain);
        Explanation.Part part = part(select(hua("combination.crowding=2"), predictions, 1), "boxes");
        assertThat(part.contribution()).isEqualTo(Math.pow(1 + part.value(), -2));
    }

    private static double boxes(Selection selection) {
        Map<ImageId, Integer> counts = new HashMap<>();
        SamplePool.predictions(2, 60)
                .forEach(
                        View.ORIGINAL,
                        selection.images(),
                        (image, found) -> counts.put(image, found.atLeast(0.5).length));
        return counts.values().stream().mapToInt(it -> it).average().orElseThrow();
    }

    @Test
    void aUsersOwnMetricCountsOnceItHasAWeight() {
        FakePredictions predictions = SamplePool.predictions(1, 60);
        Selection without = select(hua(), predictions, 5);
        assertThat(without.chosen().get(0).explanation().parts())
                .noneMatch(part -> part.name().equals("largest box"));
        Selection with = select(hua("metrics.largest-box={weight: 2, confidence: 0.1}"), predictions, 5);
        assertThat(part(with, "largest box").reason())
                .isIn("of the image", "not known, so the median of the candidates");
        assertThat(with).isNotEqualTo(without);
    }

    /** So that runs with the jar and without it are of one arm, and go on when it is gone. */
    @Test
    void aUsersOwnMetricIsWrittenOnceItHasAWeight() {
        assertThat(written("{name: hua}")).contains("\"overlap-ratio\"").doesNotContain("largest-box");
        assertThat(written("{name: hua, metrics: {largest-box: {weight: 2}}}")).contains("\"largest-box\"");
        assertThat(written("{name: hua, metrics: {overlap-ratio: {weight: 0}}}"))
                .contains("\"overlap-ratio\"");
        assertThat(written("{name: coverage, candidates: {factor: 3, strategy: hua}}"))
                .contains("\"overlap-ratio\"")
                .doesNotContain("largest-box");
    }

    private static String written(String strategy) {
        return ConfigJson.write(StrategyChoice.parse(strategy));
    }

    @Test
    void theEntropyMayCountInTheRankingToo() {
        FakePredictions predictions = SamplePool.predictions(1, 60);
        assertThat(part(select(hua("metrics.entropy.weight=1"), predictions, 5), "entropy")
                        .value())
                .isPositive();
    }

    @Test
    void probabilitiesThatAreNoneInTheMirrorImageNameTheImage() {
        FakePredictions predictions = SamplePool.predictions(1, 60);
        Box box = new Box(0, 0, 640, 480);
        for (ImageId image : POOL) {
            Detections whole = new SampleDetections(3).add(box, 0, 0.6).build();
            Detections broken = new SampleDetections(3)
                    .add(box, 0, 0.6, Double.NaN, 0.6, 0, 0)
                    .build();
            predictions.put(View.ORIGINAL, image.value(), whole).put(View.FLIPPED, image.value(), broken);
        }
        assertThatThrownBy(() -> select(hua(), predictions, 2))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("image image 0000: semantic affinity: detection 0 has no class distribution");
    }

    @Test
    @Tag("slow")
    void aMillionImagesAreChosenFromInOneGoWithoutKeepingTheirDetections() {
        List<ImageId> million = SamplePool.ids(1_000_000);
        Query query = SamplePool.query(million, 1000, new Endless(), ScoreListener.NONE);
        assertThat(hua().select(query).chosen()).hasSize(1000);
    }

    /** Makes detections up as they are asked for. */
    private record Endless() implements Predictions {

        @Override
        public ClassNames classes() {
            return SamplePool.CLASSES;
        }

        @Override
        public Set<EvidencePart> evidence() {
            return EvidencePart.all();
        }

        @Override
        public ImageRecord record(ImageId image) {
            return new FakePredictions(SamplePool.CLASSES, true).record(image);
        }

        @Override
        public void forEach(View view, Collection<ImageId> images, BiConsumer<ImageId, Detections> sink) {
            for (ImageId image : images) {
                long seed = image.hashCode() * 31L + view.name().hashCode();
                sink.accept(image, SampleDetections.random(new SplittableRandom(seed), 3, 5));
            }
        }
    }

    private static String[] only(String metric, double weight) {
        return Stream.concat(
                        HuaMetrics.ARTICLE.stream().map(it -> "metrics." + it + ".weight=0"),
                        Stream.of("metrics." + metric + ".weight=" + weight))
                .toArray(String[]::new);
    }

    private static Explanation.Part part(Selection selection, String name) {
        return selection.chosen().get(0).explanation().parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Selection select(HuaStrategy strategy, FakePredictions predictions, int budget) {
        return strategy.select(SamplePool.query(POOL, budget, predictions, ScoreListener.NONE));
    }

    private record Holder(StrategyChoice strategy) {}

    /** The default, unless the words name another preset. */
    static HuaStrategy hua(String... words) {
        Settings settings = new Settings().assignment("strategy=hua");
        for (String word : words) {
            settings.assignment("strategy." + word);
        }
        return (HuaStrategy) settings.into(new Holder(StrategyChoice.named("random")))
                .strategy()
                .strategy();
    }
}
