package org.huale.acquire.divproto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.huale.acquire.ClassRarity;
import org.huale.acquire.FakePredictions;
import org.huale.acquire.ImageScore;
import org.huale.acquire.Query;
import org.huale.acquire.SampleDetections;
import org.huale.acquire.SamplePool;
import org.huale.acquire.ScoreListener;
import org.huale.acquire.Selection;
import org.huale.acquire.calibration.UnlearnedClasses;
import org.huale.config.Mode;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.detect.View;
import org.huale.geometry.Box;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of cat, dog and bird the last is the rarest; the share of one half makes it the only rare class. */
class DivProtoStrategyTest {
    private static final double HALF = 0.693147; // binary entropy of 0.5
    private static final double SURE = 0.325083; // of 0.9
    private static final int CAT = 0;
    private static final int DOG = 1;
    private static final int BIRD = 2;

    private final FakePredictions predictions = new FakePredictions(SamplePool.CLASSES, false);
    private final Set<ImageId> images = new TreeSet<>();

    @Test
    void detectionsLikeAMoreUncertainOneOfTheirClassDoNotCount() {
        Detections found = detections(
                of(CAT, 0.9, 1, 0), of(CAT, 0.5, 1, 0.1), of(CAT, 0.9, 0, 1), of(DOG, 0.9, 1, 0), of(DOG, 0.04, 0, 1));
        DiverseEntropy entropy = DiverseEntropy.of(found, DivProtoOptions.of(Mode.FIXED));
        assertThat(entropy.counted()).containsExactly(1, 2, 3);
        assertThat(entropy.seen()).isEqualTo(4);
        assertThat(entropy.entropy()).isCloseTo(HALF + 2 * SURE, within(1e-5));
    }

    @Test
    void whatASuppressedDetectionLooksLikeIsNotSuppressedByIt() {
        Detections chain = detections(of(CAT, 0.5, 1, 0), of(CAT, 0.6, 0.7, 0.7), of(CAT, 0.7, 0, 1));
        assertThat(DiverseEntropy.of(chain, DivProtoOptions.of(Mode.FIXED)).counted())
                .containsExactly(0, 2);
    }

    @Test
    void aPrototypeIsTheMeanWeightedByEntropy() {
        Detections found = detections(of(CAT, 0.5, 1, 0), of(CAT, 0.9, 0, 1), of(DOG, 0.9, 0, 2));
        Map<Integer, float[]> prototypes = new Prototypes(DivProtoOptions.of(Mode.FIXED)).of(found);
        assertThat(prototypes).containsOnlyKeys(CAT, DOG);
        double length = Math.hypot(HALF, SURE);
        assertThat(prototypes.get(CAT))
                .satisfies(it -> assertThat(it[0]).isCloseTo((float) (HALF / length), within(1e-5f)));
        assertThat(prototypes.get(DOG)).satisfies(it -> assertThat(it[1]).isCloseTo(1, within(1e-6f)));
    }

    @Test
    void imagesOfTheRareClassAreTakenFirstAsLongAsTheyDiffer() {
        put("a", of(CAT, 0.5, 1, 0), of(CAT, 0.5, 0, 1));
        put("b", of(BIRD, 0.5, 1, 0), of(CAT, 0.9, 0, 0, 0, 1));
        put("c", of(BIRD, 0.6, 1, 0.1));
        put("d", of(BIRD, 0.9, 0, 1));
        put("e", of(BIRD, 0.3, 0, 0, 1));
        Selection selection = select(Mode.FIXED, 4);
        assertThat(names(selection)).containsExactly("b", "d", "a", "e");
        assertThat(reason(selection, 0)).contains("taken for bird 0.50");
        assertThat(reason(selection, 2)).contains("taken as its least known class has cosine");
    }

    @Test
    void theQuotaOfARareClassClosesAndTheRestGoesByEntropy() {
        for (int i = 0; i < 6; i++) {
            put("bird " + i, of(BIRD, 0.7 + i / 100.0, unit(i)));
        }
        put("cat 0", of(CAT, 0.5, 1, 0));
        put("cat 1", of(CAT, 0.51, 1, 0));
        assertThat(names(select(Mode.FAITHFUL, 4))).containsExactly("bird 0", "bird 1", "bird 2", "cat 0");
    }

    @Test
    void theQuotaIsAShareOfWhatIsKept() {
        for (int i = 0; i < 6; i++) {
            put("bird " + i, of(BIRD, 0.7 + i / 100.0, unit(i)));
            put("cat " + i, of(CAT, 0.5 + i / 100.0, unit(i)));
        }
        Query asked = query(8);
        Query query = new Query(asked.labeled(), asked.unlabeled(), 8, predictions, asked.random(), asked.scores(), 4);
        Selection selection = new DivProtoStrategy(DivProtoOptions.of(Mode.FIXED)).select(query);
        assertThat(names(selection))
                .containsExactly("bird 0", "bird 1", "bird 2", "cat 0", "cat 1", "cat 2", "cat 3", "cat 4");
    }

    @Test
    void noImageIsTakenForAClassThatNothingIsAnnotatedWithUnlessItIsSurelyShown() {
        put("bird", of(BIRD, 0.45, 1, 0), of(BIRD, 0.45, 0, 1));
        put("cat a", of(CAT, 0.9, 1, 0));
        put("cat b", of(CAT, 0.91, 0, 1));
        put("dog", of(DOG, 0.95, 1, 0));
        assertThat(names(select(Mode.FIXED, 3))).containsExactly("dog", "cat a", "cat b");
        assertThat(names(select(Mode.FAITHFUL, 3))).containsExactly("bird", "cat a", "cat b");
        put("sure", of(BIRD, 0.5, 0, 0, 1));
        assertThat(names(select(Mode.FIXED, 3))).containsExactly("bird", "sure", "cat a");
    }

    @Test
    void theShareOfRareClassesIsThatOfTheLearnedOnes() {
        Query query = SamplePool.query(List.of(new ImageId("a")), 1, predictions, ScoreListener.NONE);
        Quotas quotas = new Quotas(
                DivProtoOptions.of(Mode.FIXED),
                ClassRarity.of(SamplePool.labeled(), SamplePool.CLASSES),
                UnlearnedClasses.of(query, 0.5),
                new Quotas.Size(3, 4));
        assertThat(quotas.surest(detections(of(BIRD, 0.9, 1), of(DOG, 0.8, 1), of(CAT, 0.7, 1))))
                .isEqualTo(1);
        assertThat(quotas.surest(detections(of(CAT, 0.9, 1)))).isEqualTo(-1);
    }

    @Test
    void theRestPrefersUnlikeImagesOnlyWhereFixed() {
        put("a", of(CAT, 0.5, 1, 0));
        put("b", of(CAT, 0.55, 1, 0));
        put("c", of(CAT, 0.6, 0, 1));
        assertThat(names(select(Mode.FIXED, 2))).containsExactly("a", "c");
        assertThat(names(select(Mode.FAITHFUL, 2))).containsExactly("a", "b");
        assertThat(reason(select(Mode.FIXED, 3), 2)).contains("taken to fill the budget");
    }

    @Test
    void imagesThatShowNothingComeAfterAllLookAlikes() {
        put("a", of(CAT, 0.5, 1, 0));
        put("b", of(CAT, 0.55, 1, 0));
        put("c");
        put("of an unlearned class", of(BIRD, 0.45, 1, 0));
        assertThat(names(select(Mode.FIXED, 3))).containsExactly("a", "b", "c");
        assertThat(reason(select(Mode.FIXED, 3), 2)).contains("taken to fill the budget");
    }

    @Test
    void whereNothingIsFoundAnywhereImagesFillTheBudget() {
        put("a");
        put("b");
        for (Mode mode : Mode.values()) {
            assertThat(names(select(mode, 1))).containsExactly("a");
            assertThat(reason(select(mode, 1), 0)).contains("taken to fill the budget");
        }
    }

    @Test
    void anImageOfNewClassesOnlyIsRefusedByTheLetterOfTheArticle() {
        put("a", of(BIRD, 0.5, 1, 0));
        for (Mode mode : Mode.values()) {
            Prototypes prototypes = new Prototypes(DivProtoOptions.of(mode));
            Map<Integer, float[]> bird = prototypes.of(detections(of(BIRD, 0.5, 1, 0)));
            Map<Integer, float[]> dog = prototypes.of(detections(of(DOG, 0.5, 1, 0)));
            assertThat(prototypes.likeness(dog)).as("before any image").isZero();
            prototypes.choose(bird);
            assertThat(prototypes.likeness(bird)).isCloseTo(1, within(1e-6));
            assertThat(prototypes.likeness(dog)).isEqualTo(mode == Mode.FIXED ? 0 : Double.POSITIVE_INFINITY);
        }
    }

    @Test
    void aClassOfCertainDetectionsHasAPrototypeOnlyWhereFixed() {
        Detections certain = detections(of(DOG, 1, 0, 3));
        Prototypes fixed = new Prototypes(DivProtoOptions.of(Mode.FIXED));
        assertThat(fixed.of(certain).get(DOG)).satisfies(it -> assertThat(it[1]).isCloseTo(1, within(1e-6f)));
        Prototypes faithful = new Prototypes(DivProtoOptions.of(Mode.FAITHFUL));
        faithful.choose(faithful.of(detections(of(DOG, 0.5, 1, 0))));
        assertThat(faithful.likeness(faithful.of(certain))).isInfinite();
        assertThat(fixed.likeness(fixed.of(Detections.none()))).isInfinite();
    }

    @ParameterizedTest
    @CsvSource({"1, FIXED", "2, FIXED", "3, FIXED", "4, FIXED", "1, FAITHFUL", "2, FAITHFUL", "3, FAITHFUL"})
    void choosesAsThePlainestReading(long seed, Mode mode) {
        FakePredictions pool = SamplePool.predictions(seed, 60);
        Selection selection = new DivProtoStrategy(DivProtoOptions.of(mode))
                .select(SamplePool.query(SamplePool.ids(60), 20, pool, ScoreListener.NONE));
        assertThat(selection.images()).containsExactlyElementsOf(new Twin(pool, mode).chosen(20));
        assertThat(selection.chosen())
                .anyMatch(it -> it.explanation().parts().get(0).reason().contains("taken for bird"));
    }

    @Test
    void eachImageIsLookedAtOnceAsItIs() {
        FakePredictions pool = SamplePool.predictions(3, 20);
        new DivProtoStrategy(DivProtoOptions.of(Mode.FIXED))
                .select(SamplePool.query(SamplePool.ids(20), 3, pool, ScoreListener.NONE));
        assertThat(pool.asked(View.ORIGINAL)).hasSize(20);
        assertThat(pool.asked(View.FLIPPED)).isEmpty();
    }

    @Test
    void detectionsWithoutFeaturesAreRefusedWithTheirImage() {
        put("a", of(CAT, 0.5, 1, 0));
        predictions.put(View.ORIGINAL, "a", detections(of(CAT, 0.5, 1)).withoutEvidence());
        assertThatThrownBy(() -> select(Mode.FIXED, 1))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("image a: its detections have no box features");
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new DivProtoOptions(Mode.FIXED, 0.05, 0.5, 0.7, 0.3, 1.5, 0.75))
                .hasMessageContaining("rareShare must be in [0, 1], got 1.5");
    }

    /** The rules one after the other over lists that hold everything. */
    private record Twin(FakePredictions pool, Mode mode) {

        List<ImageId> chosen(int budget) {
            Map<ImageId, Detections> all = pool.all(View.ORIGINAL, SamplePool.ids(60));
            List<ImageId> order = new ArrayList<>(SamplePool.ids(60));
            order.sort((a, b) -> Double.compare(entropy(of(all, b)), entropy(of(all, a)))); // stable
            List<ImageId> chosen = new ArrayList<>();
            double quota = 0.75 * budget;
            for (ImageId image : order) {
                if (quota > 0
                        && chosen.size() < budget
                        && surestBird(of(all, image)) > 0.3
                        && isNew(image, chosen, all)) {
                    chosen.add(image);
                    quota--;
                }
            }
            for (ImageId image : order) {
                if (mode == Mode.FIXED
                        && chosen.size() < budget
                        && !chosen.contains(image)
                        && isNew(image, chosen, all)) {
                    chosen.add(image);
                }
            }
            order.stream()
                    .filter(it -> !chosen.contains(it))
                    .limit(budget - chosen.size())
                    .toList()
                    .forEach(chosen::add);
            return chosen;
        }

        private static Detections of(Map<ImageId, Detections> all, ImageId image) {
            return Objects.requireNonNull(all.get(image));
        }

        private static double surestBird(Detections found) {
            return IntStream.range(0, found.count())
                    .filter(i -> found.classes()[i] == BIRD)
                    .mapToDouble(i -> found.confidences()[i])
                    .max()
                    .orElse(0);
        }

        private static double h(Detections found, int i) {
            double s = found.confidences()[i];
            return -s * Math.log(s) - (1 - s) * Math.log(1 - s);
        }

        private static double entropy(Detections found) {
            List<Integer> left =
                    new ArrayList<>(IntStream.of(found.atLeast(0.05)).boxed().toList());
            double sum = 0;
            while (!left.isEmpty()) {
                int top = left.get(0);
                for (int i : left) {
                    top = h(found, i) > h(found, top) ? i : top;
                }
                int best = top;
                sum += h(found, best);
                left.removeIf(i -> i == best
                        || (found.classes()[i] == found.classes()[best]
                                && cosine(feature(found, i), feature(found, best)) > 0.5));
            }
            return sum;
        }

        private boolean isNew(ImageId image, List<ImageId> chosen, Map<ImageId, Detections> all) {
            Map<Integer, double[]> own = prototypes(of(all, image));
            if (chosen.isEmpty()) {
                return !own.isEmpty();
            }
            double least = Double.POSITIVE_INFINITY;
            for (Map.Entry<Integer, double[]> prototype : own.entrySet()) {
                List<double[]> others = chosen.stream()
                        .map(it -> prototypes(of(all, it)).get(prototype.getKey()))
                        .filter(Objects::nonNull)
                        .toList();
                double most = others.stream()
                        .mapToDouble(it -> cosine(it, prototype.getValue()))
                        .max()
                        .orElse(mode == Mode.FIXED ? 0 : Double.POSITIVE_INFINITY);
                least = Math.min(least, most);
            }
            return least < 0.7;
        }

        private static Map<Integer, double[]> prototypes(Detections found) {
            Map<Integer, double[]> sums = new HashMap<>();
            for (int i : found.atLeast(0.05)) {
                double[] sum = sums.computeIfAbsent(found.classes()[i], c -> new double[SampleDetections.FEATURES]);
                for (int k = 0; k < sum.length; k++) {
                    sum[k] += h(found, i) * feature(found, i)[k];
                }
            }
            return sums;
        }

        private static double[] feature(Detections found, int i) {
            double[] feature = new double[SampleDetections.FEATURES];
            for (int k = 0; k < feature.length; k++) {
                feature[k] = SampleDetections.evidence(found).features()[i * feature.length + k];
            }
            return feature;
        }

        private static double cosine(double[] a, double[] b) {
            double dot = 0;
            double lengthA = 0;
            double lengthB = 0;
            for (int k = 0; k < a.length; k++) {
                dot += a[k] * b[k];
                lengthA += a[k] * a[k];
                lengthB += b[k] * b[k];
            }
            return dot / Math.sqrt(lengthA * lengthB);
        }
    }

    private static double[] unit(int direction) {
        double[] unit = new double[SampleDetections.FEATURES];
        unit[direction] = 1;
        return unit;
    }

    private static SampleDetections.Found of(int classIndex, double confidence, double... features) {
        double[] p = {1 - confidence, 0, 0, 0};
        p[1 + classIndex] = confidence;
        return new SampleDetections.Found(
                new Box(0, 0, 50, 50),
                classIndex,
                confidence,
                p,
                new double[4],
                Arrays.copyOf(features, SampleDetections.FEATURES));
    }

    private static Detections detections(SampleDetections.Found... found) {
        SampleDetections detections = new SampleDetections(3);
        Arrays.stream(found).forEach(detections::add);
        return detections.build();
    }

    private void put(String image, SampleDetections.Found... found) {
        predictions.put(View.ORIGINAL, image, detections(found));
        images.add(new ImageId(image));
    }

    private Selection select(Mode mode, int budget) {
        return new DivProtoStrategy(DivProtoOptions.of(mode)).select(query(budget));
    }

    private Query query(int budget) {
        return new Query(
                SamplePool.labeled(),
                List.copyOf(images),
                budget,
                predictions,
                new SplittableRandom(1),
                ScoreListener.NONE);
    }

    private static List<String> names(Selection selection) {
        return selection.chosen().stream()
                .map(ImageScore::image)
                .map(ImageId::value)
                .toList();
    }

    private static String reason(Selection selection, int place) {
        return selection.chosen().get(place).explanation().parts().get(0).reason();
    }
}
