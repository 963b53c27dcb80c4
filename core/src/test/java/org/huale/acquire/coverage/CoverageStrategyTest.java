package org.huale.acquire.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.Explanation;
import org.huale.acquire.FakePredictions;
import org.huale.acquire.ImageScore;
import org.huale.acquire.Query;
import org.huale.acquire.SampleDetections;
import org.huale.acquire.SamplePool;
import org.huale.acquire.ScoreListener;
import org.huale.acquire.Selection;
import org.huale.acquire.StrategyChoice;
import org.huale.config.Settings;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.View;
import org.huale.detect.companion.LossPrediction;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoverageStrategyTest {
    private static final String WHOLE = "candidates={factor: 0}";
    private static final String OBJECTS = "presence={count: objects, calibration: none}";

    /** Expected beside none: a and b the same class, c both, d an unsure other. */
    private static FakePredictions covering() {
        return new FakePredictions(SamplePool.CLASSES, true)
                .put(View.ORIGINAL, "a", found(0, 0.9))
                .put(View.ORIGINAL, "b", found(0, 0.8))
                .put(View.ORIGINAL, "c", found(0, 0.2, 1, 0.6))
                .put(View.ORIGINAL, "d", found(1, 0.7));
    }

    @Test
    void coverageTakesWhatAddsMostToTheLogarithmsOfTheCounts() {
        // a: ln 1.9 = 0.642, b: ln 1.8 = 0.588, c: ln 1.2 + ln 1.6 = 0.652, d: ln 1.7 = 0.531
        // after c: a: ln(2.1/1.2) = 0.560, b: ln(2/1.2) = 0.511, d: ln(2.3/1.6) = 0.363; after a: b: ln(2.9/2.1) =
        // 0.323
        assertThat(names(covering(), annotated(), 4, WHOLE)).containsExactly("c", "a", "d", "b");
    }

    @Test
    void whatIsAnnotatedCountsForLess() {
        // a: ln(4.9/4) = 0.203, c: ln(4.2/4) + ln 1.6 = 0.519, d: 0.531; after d: c: 0.049 + ln(2.3/1.7) = 0.351
        assertThat(names(covering(), annotated(0, 0, 0), 2, WHOLE, OBJECTS)).containsExactly("d", "c");
    }

    @Test
    void theScoreIsWhatTheImageAddedAndTheExplanationTellsTheClass() {
        List<ImageScore> chosen =
                select(covering(), annotated(0, 0, 0), 2, WHOLE, OBJECTS).chosen();
        ImageScore second = chosen.get(1);
        Explanation.Part part = second.explanation().parts().get(0);
        assertThat(part.name()).isEqualTo("classes gained");
        assertThat(second.score()).isCloseTo(Math.log(4.2 / 4) + Math.log(2.3 / 1.7), within(1e-6));
        assertThat(part.contribution()).isEqualTo(second.score());
        assertThat(part.reason())
                .isEqualTo("candidate 3; mostly dog, of which 0.6 are expected beside 0.7 (confidences times 1.00)");
    }

    @Test
    void whereBoxesArePaidForImagesOfManyCountForLess() {
        FakePredictions predictions = covering();
        predictions.put(View.ORIGINAL, "c", found(1, 0.9, 1, 0.9, 1, 0.9, 1, 0.9, 1, 0.9, 1, 0.9));
        // c: ln 6.4 = 1.856; divided by 6.4: 0.290 beside a: 0.642 / 1.9 = 0.338
        assertThat(names(predictions, annotated(), 1, WHOLE, OBJECTS)).containsExactly("c");
        assertThat(names(predictions, annotated(), 1, WHOLE, OBJECTS, "boxCost=1"))
                .containsExactly("a");
    }

    @Test
    void anImageCountsOnceForItsClassHoweverManyWeakBoxesItHas() {
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, true)
                .put(
                        View.ORIGINAL,
                        "clutter",
                        found(IntStream.range(0, 60)
                                .mapToDouble(i -> i % 2 == 0 ? 0 : 0.06)
                                .toArray()))
                .put(View.ORIGINAL, "one", found(0, 0.9));
        assertThat(names(predictions, annotated(), 1, WHOLE, OBJECTS)).containsExactly("clutter"); // 30 x 0.06 = 1.8
        assertThat(names(predictions, annotated(), 1, WHOLE)).containsExactly("one"); // 1 - 0.94^30 = 0.844
    }

    @Test
    void boxesOfOneClassOnTopOfEachOtherCountOnce() {
        Box box = new Box(0, 0, 100, 100);
        Detections twice = new SampleDetections(3)
                .add(box, 0, 0.6)
                .add(new Box(0, 0, 100, 90), 0, 0.5)
                .add(new Box(0, 0, 100, 95), 1, 0.4)
                .build();
        Presence objects = new Presence(Presence.Count.OBJECTS, 0.05, 0.3, Presence.Calibration.NONE);
        Presence images = new Presence(Presence.Count.IMAGES, 0.05, 0.95, Presence.Calibration.NONE);
        assertThat(objects.expected(twice, 3)).containsExactly(0.6f, 0.4f, 0);
        assertThat(images.expected(twice, 3)[0]).isCloseTo(1 - 0.4 * 0.5, within(1e-6));
        assertThat(objects.expected(Detections.none(), 3)).containsExactly(0, 0, 0);
    }

    @Test
    void countsAreSetRightByWhatIsFoundInLabeledImages() {
        FakePredictions predictions = covering();
        predictions.put(View.ORIGINAL, "known", found(0, 0.5, 0, 0.5, 0, 0.5, 0, 0.5, 1, 1));
        Query query = query(predictions, annotated(0), 1);
        Presence objects = new Presence(Presence.Count.OBJECTS, 0.05, 1, Presence.Calibration.RATIO);
        CalibratedCounts counts = CalibratedCounts.of(query, objects);
        assertThat(counts.factor(0)).isCloseTo((1 + 5) / (2.0 + 5), within(1e-9));
        assertThat(counts.factor(1)).isCloseTo((0 + 5) / (1.0 + 5), within(1e-9));
        assertThat(counts.factor(2)).isEqualTo(1);
        assertThat(counts.expected(found(0, 0.7))[0]).isCloseTo(0.7 * 6 / 7, within(1e-6));
        CalibratedCounts images = CalibratedCounts.of(query, Presence.defaults());
        assertThat(images.factor(0)).isCloseTo((1 + 5) / (1 - Math.pow(0.5, 4) + 5), within(1e-6));
    }

    @Test
    void whereNothingIsFoundInLabeledImagesCountsStayAsTheyAre() {
        CalibratedCounts counts =
                CalibratedCounts.of(query(covering(), annotated(0, 0, 0, 0, 0, 0), 1), Presence.defaults());
        assertThat(IntStream.range(0, 3).mapToDouble(counts::factor)).containsOnly(1.0);
    }

    @Test
    void whereNoLabeledImageHasAnAnnotationCountsStayAsTheyAreAndTheExplanationSaysSo() {
        FakePredictions predictions = covering();
        predictions.put(View.ORIGINAL, "known", found(0, 0.9));
        ImageRecord known = annotated(0).images().get(0);
        Dataset unknown = new Dataset(
                "unknown",
                SamplePool.CLASSES,
                List.of(new ImageRecord(known.id(), known.file(), known.size(), List.of())));
        CalibratedCounts counts = CalibratedCounts.of(query(predictions, unknown, 1), Presence.defaults());
        assertThat(IntStream.range(0, 3).mapToDouble(counts::factor)).containsOnly(1.0);
        assertThat(predictions.asked(View.ORIGINAL)).doesNotContain(known.id());
        assertThat(reason(predictions, unknown))
                .endsWith("(confidences as they are: no labeled image has an annotation)");
        assertThat(reason(covering(), annotated(0)))
                .endsWith("(confidences as they are: nothing is found in labeled images)");
    }

    private static String reason(FakePredictions predictions, Dataset labeled, String... words) {
        return select(
                        predictions,
                        labeled,
                        1,
                        Stream.concat(Stream.of(WHOLE), Arrays.stream(words)).toArray(String[]::new))
                .chosen()
                .get(0)
                .explanation()
                .parts()
                .get(0)
                .reason();
    }

    @Test
    void anImageCountsForOneAtMostHoweverMuchIsMissedInLabeledImages() {
        FakePredictions predictions = covering();
        for (int i = 0; i < 100; i++) {
            predictions.put(View.ORIGINAL, i == 0 ? "known" : "known " + i, found(0, 0.2));
        }
        Query query = query(predictions, annotated(new int[100]), 1);
        CalibratedCounts images = CalibratedCounts.of(query, Presence.defaults());
        assertThat(images.factor(0)).isCloseTo(105 / 25.0, within(1e-5));
        assertThat(images.expected(found(0, 0.9))[0]).isEqualTo(1);
        assertThat(images.expected(found(0, 0.1))[0]).isCloseTo(0.42, within(1e-5));
        Presence objects = new Presence(Presence.Count.OBJECTS, 0.05, 0.3, Presence.Calibration.RATIO);
        assertThat(CalibratedCounts.of(query, objects).expected(found(0, 0.9))[0])
                .isCloseTo(0.9 * 4.2, within(1e-4));
    }

    @Test
    void aClassifierTrustsBoxesThatWereRightOnLabeledImages() {
        FakePredictions predictions = suppressing();
        predictions.put(View.ORIGINAL, "a few", SampleDetections.suppressing(sure(0, 0.7), 2));
        predictions.put(View.ORIGINAL, "b many", SampleDetections.suppressing(sure(0, 0.6), 20));
        Dataset labeled = annotated(new int[30]);
        assertThat(names(predictions, labeled, 1, WHOLE)).containsExactly("a few");
        Selection chosen = select(predictions, labeled, 2, WHOLE, "presence={calibration: classifier}");
        assertThat(chosen.images()).extracting(ImageId::value).containsExactly("b many", "a few");
        assertThat(chosen.chosen().get(0).explanation().parts().get(0).reason())
                .endsWith("(each box by confidence and suppressed boxes, learned from 30 right and 30 wrong detections"
                        + " of cat)");
        Presence objects = new Presence(Presence.Count.OBJECTS, 0.05, 1, Presence.Calibration.CLASSIFIER);
        CalibratedCounts counts = CalibratedCounts.of(query(predictions, labeled, 1), objects);
        Detections few = SampleDetections.suppressing(sure(0, 0.7), 2);
        assertThat(counts.expected(few)[0]).isLessThan(0.1).isEqualTo(counts.boxes(few));
    }

    @Test
    void aClassifierWithoutAnnotationsTakesConfidencesAsTheyAre() {
        Dataset unknown = new Dataset(
                "unknown",
                SamplePool.CLASSES,
                annotated(new int[30]).images().stream()
                        .map(it -> new ImageRecord(it.id(), it.file(), it.size(), List.of()))
                        .toList());
        assertThat(reason(
                        suppressing().put(View.ORIGINAL, "a", sure(0, 0.7)),
                        unknown,
                        "presence={calibration: classifier}"))
                .endsWith("(confidences as they are: no labeled image has an annotation)");
    }

    /** Labeled images whose right box suppressed 20 others, and whose wrong one 2. */
    private static FakePredictions suppressing() {
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, true);
        for (int i = 0; i < 30; i++) {
            Detections found = SampleDetections.suppressing(sure(0, 0.6, 0, 0.6), 20, 2);
            predictions.put(View.ORIGINAL, i == 0 ? "known" : "known " + i, found);
        }
        return predictions;
    }

    @ParameterizedTest
    @ValueSource(strings = {"method=classes", "method=class_matching"})
    void scoresBelowZeroWeighByTheirOrder(String method) {
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, true);
        for (String image : List.of("a", "b", "c", "d")) {
            predictions.put(View.ORIGINAL, image, with(image.equals("d") ? 1 : 0, 0.9, 1, 0));
        }
        predictions.putVector(LossPrediction.VECTOR, "a", -3);
        predictions.putVector(LossPrediction.VECTOR, "b", -1);
        predictions.putVector(LossPrediction.VECTOR, "c", 2);
        predictions.putVector(LossPrediction.VECTOR, "d", -9);
        for (String weight : List.of("scoreWeight=0.5", "scoreWeight=1")) {
            Selection chosen =
                    select(predictions, annotated(), 3, "candidates={strategy: ll4al, factor: 4}", method, weight);
            assertThat(chosen.images()).extracting(ImageId::value).startsWith("c");
            assertThat(chosen.chosen().get(2).score())
                    .isLessThanOrEqualTo(chosen.chosen().get(1).score());
            assertThat(chosen.chosen().get(0).explanation().formula())
                    .contains("times the share of the candidates whose score is not higher");
        }
    }

    @Test
    void aClassThatNothingIsAnnotatedWithAndTheDetectorNeverLearnedGetsNoImage() {
        FakePredictions predictions = ghosts();
        Dataset labeled = annotated(0, 0, 0, 0, 0, 0, 1);
        assertThat(names(predictions, labeled, 2, WHOLE)).containsExactly("d rare", "c frequent");
        assertThat(names(predictions, labeled, 2, WHOLE, "unseenConfidence=0")).containsExactly("a ghost", "b ghost");
    }

    @Test
    void aClassThatTheDetectorKnowsFromElsewhereCountsWithoutAnnotation() {
        FakePredictions predictions = ghosts().put(View.ORIGINAL, "b ghost", found(2, 0.5));
        assertThat(names(predictions, annotated(0, 0, 0, 0, 0, 0, 1), 2, WHOLE)).containsExactly("a ghost", "b ghost");
    }

    @Test
    void whereNothingIsAnnotatedAllClassesCount() {
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, true)
                .put(View.ORIGINAL, "a", found(0, 0.2))
                .put(View.ORIGINAL, "b", found(1, 0.3));
        assertThat(names(predictions, annotated(), 2, WHOLE)).containsExactly("b", "a");
    }

    /** The third class is noise: nothing is annotated with it, and no box of it is sure. */
    private static FakePredictions ghosts() {
        return new FakePredictions(SamplePool.CLASSES, true)
                .put(View.ORIGINAL, "a ghost", found(2, 0.45, 2, 0.45, 2, 0.45))
                .put(View.ORIGINAL, "b ghost", found(2, 0.45, 2, 0.4))
                .put(View.ORIGINAL, "c frequent", found(0, 0.9))
                .put(View.ORIGINAL, "d rare", found(1, 0.3));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theSelectionIsThatOfTheFormulaWrittenDownOnceMore(long seed) {
        List<ImageId> pool = SamplePool.ids(60);
        FakePredictions predictions = SamplePool.predictions(seed, 60);
        Query query = SamplePool.query(pool, 7, predictions, ScoreListener.NONE);
        String plain = "presence={count: objects, calibration: none, confidence: 0, suppression: 1}";
        Selection chosen = strategy(
                        "candidates={strategy: {name: hua, retrieval: {ratio: 2}}, factor: 3}",
                        plain,
                        "unseenConfidence=0")
                .select(query);
        Selection ranked = StrategyChoice.named("hua")
                .strategy()
                .select(SamplePool.query(pool, 21, predictions, ScoreListener.NONE));
        Selection twice = new Settings()
                .assignment("strategy={name: hua, retrieval: {ratio: 2}}")
                .into(new Holder(StrategyChoice.named("random")))
                .strategy()
                .strategy()
                .select(SamplePool.query(pool, 21, predictions, ScoreListener.NONE));
        assertThat(ranked.images()).hasSize(21);
        assertThat(chosen.images())
                .containsExactlyElementsOf(new CoverageTwin(predictions, pool).selected(twice.images(), 7));
        assertThat(chosen.passedOver()).hasSize(14);
        assertThat(chosen.chosen().get(0).explanation().parts())
                .extracting(Explanation.Part::name)
                .startsWith("classes gained", "semantic affinity");
    }

    @Test
    void theWholePoolIsChosenFromWithoutAskingTheOtherStrategy() {
        FakePredictions predictions = SamplePool.predictions(1, 60);
        Query query = SamplePool.query(SamplePool.ids(60), 7, predictions, ScoreListener.NONE);
        String hua = "candidates={strategy: hua, factor: 0}";
        assertThat(strategy(hua).select(query).chosen()).hasSize(7);
        assertThat(predictions.asked(View.FLIPPED)).isEmpty();
        assertThat(strategy(hua).needs()).isEmpty();
        assertThat(strategy("candidates={strategy: hua, factor: 2}").needs()).isNotEmpty();
    }

    /** In doubles 1.1 times 50 is above 55. */
    @Test
    void aProductThatIsWholeIsNotRoundedUp() {
        Query query = SamplePool.query(SamplePool.ids(60), 50, SamplePool.predictions(1, 60), ScoreListener.NONE);
        Selection chosen = strategy("candidates={strategy: hua, factor: 1.1}").select(query);
        assertThat(chosen.chosen()).hasSize(50);
        assertThat(chosen.passedOver()).hasSize(5);
    }

    @Test
    void whatTheOtherStrategyTrainsIsTrained() {
        assertThat(strategy("candidates={strategy: ppal}").companions()).hasSize(1);
        assertThat(strategy("candidates={strategy: ppal, factor: 0}").companions())
                .isEmpty();
    }

    @Test
    void candidatesMayBeChosenByTheLikenessOfTheirBoxesWithinClasses() {
        Box box = new Box(0, 0, 50, 50);
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, true)
                .put(
                        View.ORIGINAL,
                        "a",
                        new SampleDetections(3).add(box, 0, 0.9).build())
                .put(
                        View.ORIGINAL,
                        "b",
                        new SampleDetections(3).add(box, 0, 0.9).build())
                .put(
                        View.ORIGINAL,
                        "c",
                        new SampleDetections(3).add(box, 1, 0.9).build());
        List<ImageScore> chosen = select(predictions, annotated(), 2, WHOLE, "method=class_matching")
                .chosen();
        assertThat(chosen).extracting(it -> it.image().value()).containsExactly("a", "c");
        assertThat(chosen.get(1).score()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {WHOLE, "candidates={factor: 2}"})
    void noShareOfAScoreIsToldWhereScoresDoNotWeigh(String candidates) {
        Query query = SamplePool.query(SamplePool.ids(20), 5, SamplePool.predictions(1, 20), ScoreListener.NONE);
        assertThat(strategy(candidates, "method=class_matching").select(query).chosen())
                .extracting(it -> it.explanation().formula())
                .containsOnly("distance to the nearest image taken before, box by box within classes");
    }

    @Test
    void whereBoxesAreMatchedThoseOfAClassThatWasNeverLearnedAreAsIfTheyWereNotThere() {
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, true)
                .put(View.ORIGINAL, "a cat", with(0, 0.9, 1, 0))
                .put(View.ORIGINAL, "b ghosts", with(2, 0.45, 1, 0))
                .put(View.ORIGINAL, "c ghosts", with(2, 0.4, 0, 1))
                .put(View.ORIGINAL, "d cat", with(0, 0.9, 0, 1));
        Dataset labeled = annotated(0);
        String matching = "method=class_matching";
        // the first ghosts are like no cat, as an image without boxes is; the second ones are like the first
        assertThat(names(predictions, labeled, 3, WHOLE, matching)).containsExactly("a cat", "b ghosts", "d cat");
        assertThat(names(predictions, labeled, 3, WHOLE, matching, "unseenConfidence=0"))
                .containsExactly("a cat", "b ghosts", "c ghosts");
        predictions.put(View.ORIGINAL, "c ghosts", with(2, 0.5, 0, 1));
        assertThat(names(predictions, labeled, 3, WHOLE, matching)).contains("c ghosts");
    }

    private static Detections with(int classIndex, double confidence, double... features) {
        double[] p = {1 - confidence, 0, 0, 0};
        p[1 + classIndex] = confidence;
        return new SampleDetections(3)
                .add(new SampleDetections.Found(
                        new Box(0, 0, 50, 50),
                        classIndex,
                        confidence,
                        p,
                        new double[4],
                        Arrays.copyOf(features, SampleDetections.FEATURES)))
                .build();
    }

    @Test
    void whereThereIsNoClassTheCandidatesAreTakenInTheirOrder() {
        FakePredictions none = new FakePredictions(ClassNames.of(), true);
        Dataset unknown = new Dataset("unknown", ClassNames.of(), List.of());
        Query query = new Query(unknown, SamplePool.ids(3), 2, none, new SplittableRandom(1), ScoreListener.NONE);
        Selection chosen = strategy().select(query);
        assertThat(chosen.images()).isEqualTo(SamplePool.ids(2));
        assertThat(chosen.chosen().get(1).explanation().parts().get(0).reason())
                .isEqualTo("candidate 2; no class is expected");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "method=class_matching presence={confidence: 0.1} | presence and boxCost are for method classes",
                "method=class_matching boxCost=0.5 | class_matching counts nothing",
                "matching={boxes: 3} | matching is for method class_matching",
                "candidates={factor: 0} scoreWeight=1 | scoreWeight must be 0 where candidates.factor is 0"
            })
    void whatAMethodDoesNotHeedIsRefusedBesideIt(String words, String reason) {
        assertThatThrownBy(() -> strategy(words.split(" (?=[a-zA-Z]+=)")))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("strategy")
                .hasMessageContaining(reason);
    }

    @Test
    void matchingNeedsFeatures() {
        FakePredictions bare = new FakePredictions(SamplePool.CLASSES, true).put(View.ORIGINAL, "b", found(0, 0.5));
        assertThatThrownBy(() -> names(bare, annotated(), 1, WHOLE, "method=class_matching"))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("image b: its detections have no box features");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void aStrategyThatChoosesTooFewOrTooManyIsNamed(int beyond) {
        String candidates = "candidates={strategy: {name: first-images, beyond: " + beyond + "}, factor: 2}";
        assertThatThrownBy(() -> select(covering(), annotated(), 1, candidates))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("strategy first-images was to choose 2 of 4 unlabeled images and chose " + (2 + beyond));
    }

    private record Holder(StrategyChoice strategy) {}

    static AcquisitionStrategy strategy(String... words) {
        Settings settings = new Settings().assignment("strategy=coverage");
        for (String word : words) {
            settings.assignment("strategy." + word);
        }
        return settings.into(new Holder(StrategyChoice.named("random")))
                .strategy()
                .strategy();
    }

    private static List<String> names(FakePredictions predictions, Dataset labeled, int budget, String... words) {
        return select(predictions, labeled, budget, words).images().stream()
                .map(ImageId::value)
                .toList();
    }

    private static Selection select(FakePredictions predictions, Dataset labeled, int budget, String... words) {
        return strategy(words).select(query(predictions, labeled, budget));
    }

    private static Query query(FakePredictions predictions, Dataset labeled, int budget) {
        List<ImageId> unlabeled = predictions.images().stream()
                .filter(image -> !image.value().startsWith("known"))
                .toList();
        return new Query(labeled, unlabeled, budget, predictions, new SplittableRandom(1), ScoreListener.NONE);
    }

    private static Dataset annotated(int... classes) {
        List<ImageRecord> images = IntStream.range(0, classes.length)
                .mapToObj(i -> new ImageRecord(
                        new ImageId(i == 0 ? "known" : "known " + i),
                        Path.of("known"),
                        new ImageSize(50, 50),
                        List.of(Annotation.of(new Box(0, 0, 9, 9), classes[i]))))
                .toList();
        return new Dataset("known", ClassNames.of("cat", "dog", "bird"), images);
    }

    /** Classes and confidences by turns; boxes that do not overlap. */
    private static Detections found(double... pairs) {
        return sure(pairs).withoutEvidence();
    }

    /** The same with all evidence. */
    private static Detections sure(double... pairs) {
        SampleDetections detections = new SampleDetections(3);
        for (int i = 0; i < pairs.length / 2; i++) {
            detections.add(new Box(20 * i, 0, 20 * i + 10, 10), (int) pairs[2 * i], pairs[2 * i + 1]);
        }
        return detections.build();
    }
}
