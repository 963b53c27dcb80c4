package org.huale.acquire.pal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.huale.acquire.Explanation;
import org.huale.acquire.FakePredictions;
import org.huale.acquire.ImageScore;
import org.huale.acquire.Predictions;
import org.huale.acquire.Query;
import org.huale.acquire.SampleDetections;
import org.huale.acquire.SamplePool;
import org.huale.acquire.ScoreListener;
import org.huale.acquire.Selection;
import org.huale.acquire.file.PredictionsFile;
import org.huale.dataset.Annotation;
import org.huale.dataset.CocoNumbering;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.file.JsonStream;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.PoolDetector;
import org.huale.detect.View;
import org.huale.geometry.Box;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PalStrategyTest {
    private static final PalStrategy PAL = new PalStrategy(PalOptions.defaults());
    private static final Box BOX = new Box(100, 100, 200, 200);
    private static final int CAT = 0;
    private static final int DOG = 1;
    private static final int BIRD = 2;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void choosesWhatAPlainTwinChooses(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, true);
        Map<ImageId, double[]> vectors = new HashMap<>();
        for (ImageId image : SamplePool.ids(120)) {
            predictions.put(View.ORIGINAL, image.value(), random(random, 6));
            double[] vector = random.doubles(5, -1, 1).toArray();
            float[] numbers = new float[5];
            for (int k = 0; k < numbers.length; k++) {
                numbers[k] = (float) vector[k];
            }
            predictions.putVector(PoolDetector.BACKBONE_FEATURES, image.value(), numbers);
            vectors.put(image, vector);
        }
        Dataset labeled = labeled(predictions, random);
        Query query =
                new Query(labeled, SamplePool.ids(120), 11, predictions, new SplittableRandom(1), ScoreListener.NONE);
        assertThat(PAL.select(query).images())
                .containsExactlyElementsOf(new PalTwin(query, PAL.options(), vectors).choose());
    }

    @Test
    void aDetectionAsLikelyRightAsWrongIsWanted() { // nothing is labeled: probabilities are confidences
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, true);
        one(predictions, "sure", CAT, 0.95);
        one(predictions, "even", CAT, 0.5);
        one(predictions, "weak", CAT, 0.06);
        ImageScore first =
                select(predictions, 1, "sure", "even", "weak").chosen().get(0);
        assertThat(first.image().value()).isEqualTo("even");
        Explanation.Part uncertainty = first.explanation().parts().get(0);
        assertThat(uncertainty.value()).isEqualTo(1);
        assertThat(uncertainty.contribution()).isEqualTo(0.9);
        assertThat(uncertainty.reason())
                .startsWith("cat 0.50 at (100, 100, 200, 200), right with probability 0.50 by the confidence itself");
    }

    @Test
    void rareClassesHaveTheirShareThoughTheirDetectionsAreLessUncertain() { // of 10 labeled objects 8 are cats
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, true);
        for (int i = 0; i < 10; i++) {
            one(predictions, "cat " + i, CAT, 0.5);
        }
        one(predictions, "dog a", DOG, 0.9);
        one(predictions, "dog b", DOG, 0.9);
        String[] all = new String[12];
        for (int i = 0; i < 10; i++) {
            all[i] = "cat " + i;
        }
        all[10] = "dog a";
        all[11] = "dog b";
        assertThat(select(predictions, 3, all).images())
                .extracting(ImageId::value)
                .contains("dog a", "dog b");
    }

    @Test
    void sharesOfClassesAreThoseOfWhatIsKept() {
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, true);
        List<ImageId> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            one(predictions, "cat " + i, CAT, 0.5);
            one(predictions, "dog " + i, DOG, 0.9);
            all.add(new ImageId("cat " + i));
            all.add(new ImageId("dog " + i));
        }
        Query three = SamplePool.query(all, 3, predictions, ScoreListener.NONE);
        Query six = new Query(three.labeled(), all, 6, predictions, three.random(), three.scores(), 3);
        assertThat(PAL.select(six).images())
                .hasSize(6)
                .startsWith(PAL.select(three).images().toArray(new ImageId[0]))
                .filteredOn(image -> image.value().startsWith("dog"))
                .hasSameSizeAs(PAL.select(three).images().stream()
                        .filter(image -> image.value().startsWith("dog"))
                        .toList());
    }

    @Test
    void aClassThatNothingIsAnnotatedWithGetsNoBudgetUnlessItIsSurelyShown() {
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, true);
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            one(predictions, "ghost " + i, BIRD, i < 3 ? 0.06 : 0.45);
            one(predictions, "cat " + i, CAT, 0.9);
            all.addAll(List.of("ghost " + i, "cat " + i));
        }
        String[] images = all.toArray(String[]::new);
        assertThat(names(PAL, predictions, images)).allMatch(it -> it.startsWith("cat"));
        assertThat(names(new PalStrategy(unseen(0)), predictions, images)).anyMatch(it -> it.startsWith("ghost"));
        one(predictions, "ghost 5", BIRD, 0.5);
        assertThat(names(PAL, predictions, images)).contains("ghost 5");
    }

    private static PalOptions unseen(double confidence) {
        PalOptions usual = PalOptions.defaults();
        return new PalOptions(
                usual.confidence(), usual.ratio(), confidence, usual.calibration(), usual.weights(), usual.likeness());
    }

    private static List<String> names(PalStrategy strategy, FakePredictions predictions, String... images) {
        List<ImageId> ids = List.of(images).stream().map(ImageId::new).toList();
        return strategy.select(SamplePool.query(ids, 6, predictions, ScoreListener.NONE)).images().stream()
                .map(ImageId::value)
                .toList();
    }

    @Test
    void imagesThatShowOnlyWhatWasNeverLearnedFillTheBudgetLast() {
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, true);
        one(predictions, "a ghost", BIRD, 0.45);
        one(predictions, "b cat", CAT, 0.99);
        Selection selection = select(predictions, 2, "a ghost", "b cat");
        assertThat(selection.images()).extracting(ImageId::value).containsExactly("b cat", "a ghost");
        assertThat(selection.chosen().get(1).explanation().parts().get(0).reason())
                .isEqualTo("nothing uncertain is found");
    }

    @Test
    void ofTwoAlikeTheLowerRankedIsPassedOver() {
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, true);
        one(predictions, "a", CAT, 0.5);
        one(predictions, "b", CAT, 0.5);
        one(predictions, "c", CAT, 0.5);
        predictions.putVector(PoolDetector.BACKBONE_FEATURES, "a", 1, 0);
        predictions.putVector(PoolDetector.BACKBONE_FEATURES, "b", 1, 0);
        predictions.putVector(PoolDetector.BACKBONE_FEATURES, "c", 0, 1);
        assertThat(select(predictions, 2, "a", "b", "c").images())
                .extracting(ImageId::value)
                .containsExactly("a", "c");
    }

    @Test
    void withoutFeaturesImagesAreComparedByWhatIsFoundWhere() {
        FakePredictions predictions =
                new FakePredictions(SamplePool.CLASSES, true).withoutVector(PoolDetector.BACKBONE_FEATURES);
        one(predictions, "a", CAT, 0.5);
        one(predictions, "b", CAT, 0.5);
        predictions.put(
                View.ORIGINAL,
                "c",
                new SampleDetections(3)
                        .add(new Box(500, 400, 600, 470), CAT, 0.5)
                        .build());
        Selection selection = select(predictions.without(View.FLIPPED), 2, "a", "b", "c");
        assertThat(selection.images()).extracting(ImageId::value).containsExactly("a", "c");
        assertThat(selection.passedOver().get(0).explanation().parts().get(3).reason())
                .isEqualTo("by what is found where, ranked 2");
        assertThat(PAL.needs()).doesNotContain(EvidencePart.FEATURES);
    }

    @Test
    void nothingElseIsAskedForThanOneViewOfLabeledAndUnlabeledImages() {
        FakePredictions predictions = SamplePool.predictions(1, 20).withoutVector(PoolDetector.BACKBONE_FEATURES);
        PAL.select(SamplePool.query(SamplePool.ids(20), 3, predictions, ScoreListener.NONE));
        assertThat(predictions.askedViews()).containsExactly("original");
        assertThat(predictions.asked(View.ORIGINAL)).hasSize(23);
    }

    @Test
    void aFileWithNumbersOfSuppressedBoxesWillDo() {
        List<ImageRecord> labeled = new ArrayList<>();
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < 10; i++) { // of equal confidence: right ones suppressed 20 boxes, wrong ones 1
            labeled.add(record("l" + i, Annotation.of(BOX, CAT)));
            entries.add(entry("l" + i, "[100, 100, 100, 100]", 20));
            entries.add(entry("l" + i, "[300, 300, 100, 100]", 1));
        }
        entries.add(entry("right", "[100, 100, 100, 100]", 20));
        entries.add(entry("doubtful", "[100, 100, 100, 100]", 10));
        entries.add(entry("wrong", "[100, 100, 100, 100]", 1));
        List<ImageRecord> all = new ArrayList<>(labeled);
        List.of("doubtful", "right", "wrong").forEach(id -> all.add(record(id)));
        Dataset pool = new Dataset("pool", SamplePool.CLASSES, all);
        byte[] text = ("[" + String.join(",", entries) + "]").replace('\'', '"').getBytes(UTF_8);
        Predictions file = PredictionsFile.read(
                new JsonStream("p.json", () -> new ByteArrayInputStream(text)),
                pool,
                CocoNumbering.ofPositions(pool),
                Optional.empty());
        Query query = new Query(
                new Dataset("labeled", SamplePool.CLASSES, labeled),
                List.of(new ImageId("right"), new ImageId("doubtful"), new ImageId("wrong")),
                1,
                file,
                new SplittableRandom(1),
                ScoreListener.NONE);
        ImageScore first = PAL.select(query).chosen().get(0);
        assertThat(first.image().value()).isEqualTo("doubtful");
        assertThat(first.explanation().parts().get(0).reason())
                .endsWith("confidence and suppressed boxes, learned from 10 right and 10 wrong detections of cat");
    }

    @Test
    void numbersOnLabeledImagesOnlyAreAnErrorWithTheImage() {
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, true);
        Dataset labeled = labeled(predictions, new SplittableRandom(1));
        one(predictions, "bare", CAT, 0.5);
        Query query = new Query(
                labeled, List.of(new ImageId("bare")), 1, predictions, new SplittableRandom(1), ScoreListener.NONE);
        assertThatThrownBy(() -> PAL.select(query))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith("image bare: detections of labeled images tell how many boxes");
    }

    @Test
    void aDetectionWithoutClassDistributionIsAnErrorWithItsImage() {
        FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, true);
        predictions.put(
                View.ORIGINAL,
                "bad",
                new SampleDetections(3)
                        .add(BOX, CAT, 0.5, 0.5, Double.NaN, 0.1, 0.1)
                        .build());
        assertThatThrownBy(() -> select(predictions, 1, "bad"))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith("image bad: detection 0 has no class distribution: [0.5, NaN,");
    }

    private static Selection select(FakePredictions predictions, int budget, String... images) {
        List<ImageId> ids = List.of(images).stream().map(ImageId::new).toList();
        return PAL.select(SamplePool.query(ids, budget, predictions, ScoreListener.NONE));
    }

    private static void one(FakePredictions predictions, String image, int classIndex, double confidence) {
        predictions.put(
                View.ORIGINAL,
                image,
                new SampleDetections(3).add(BOX, classIndex, confidence).build());
    }

    /** Thirty images, in each of which half the detections show an object. */
    private static Dataset labeled(FakePredictions predictions, SplittableRandom random) {
        List<ImageRecord> images = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Detections found = random(random, 6);
            List<Annotation> objects = new ArrayList<>();
            for (int k = 0; k < found.count(); k += 2) {
                objects.add(Annotation.of(found.box(k), found.classes()[k]));
            }
            predictions.put(View.ORIGINAL, "labeled " + i, found);
            images.add(record("labeled " + i, objects.toArray(Annotation[]::new)));
        }
        return new Dataset("labeled", SamplePool.CLASSES, images);
    }

    private static Detections random(SplittableRandom random, int count) {
        float[] suppressed = new float[count];
        for (int i = 0; i < count; i++) {
            suppressed[i] = random.nextInt(40);
        }
        return SampleDetections.suppressing(
                SampleDetections.random(random, SamplePool.CLASSES.count(), count), suppressed);
    }

    private static ImageRecord record(String id, Annotation... objects) {
        return new ImageRecord(new ImageId(id), Path.of(id + ".jpg"), FakePredictions.SIZE, List.of(objects));
    }

    private static String entry(String image, String box, int suppressed) {
        return "{'image_id': '" + image + "', 'category_id': 1, 'score': 0.6, 'bbox': " + box + ", 'suppressed': "
                + suppressed + "}";
    }
}
