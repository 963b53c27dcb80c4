package org.huale.acquire.hua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.huale.acquire.hua.Candidates.value;

import java.util.List;
import java.util.SplittableRandom;
import org.huale.acquire.FakePredictions;
import org.huale.acquire.SampleDetections;
import org.huale.acquire.SamplePool;
import org.huale.acquire.hua.LocalizationConfidence.Aggregation;
import org.huale.acquire.hua.SemanticAffinity.Distance;
import org.huale.acquire.hua.SemanticAffinity.Shaping;
import org.huale.acquire.hua.SemanticAffinity.Unpaired;
import org.huale.detect.Detections;
import org.huale.geometry.Box;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTest {
    private static final Box BOX = new Box(0, 0, 100, 100);
    private static final HuaMetric AFFINITY = new SemanticAffinity(SemanticAffinity.Options.defaults());
    private static final HuaMetric DIVERSITY = new CategoryDiversity(CategoryDiversity.Options.defaults());
    private static final HuaMetric OVERLAP = new OverlapRatio(OverlapRatio.Options.defaults());
    private static final HuaMetric CONFIDENCE = new LocalizationConfidence(LocalizationConfidence.Options.defaults());
    private static final Detections P =
            new SampleDetections(3).add(BOX, 0, 0.8, 0.1, 0.8, 0.1, 0).build();
    private static final Detections Q =
            new SampleDetections(3).add(BOX, 0, 0.6, 0.2, 0.6, 0.2, 0).build();

    // -- semantic affinity

    @Test
    void bhattacharyyaDistancesAreThoseOfTheReference() {
        double[] p = {0.1, 0.8, 0.1};
        double[] q = {0.2, 0.6, 0.2};
        assertThat(SemanticAffinity.coefficient(p, q)).isCloseTo(0.975663, within(1e-6));
        assertThat(Distance.BHATTACHARYYA.of(0.975663)).isCloseTo(0.024337, within(1e-6));
        assertThat(Distance.HELLINGER.of(SemanticAffinity.coefficient(p, q))).isCloseTo(0.156003, within(1e-6));
        assertThat(Distance.BHATTACHARYYA.of(1 + 1e-16)).isZero();
    }

    @Test
    void aPairOfTheSamePlaceHasItsDistance() {
        assertThat(value(AFFINITY, P, Q)).isCloseTo(0.024337, within(1e-6));
        assertThat(value(AFFINITY, P, P)).isCloseTo(0, within(1e-7));
    }

    @Test
    void theOverlapShapesTheDistance() {
        Detections half = new SampleDetections(3)
                .add(new Box(0, 0, 100, 60), 0, 0.6, 0.2, 0.6, 0.2, 0)
                .build();
        assertThat(value(AFFINITY, P, half)).isCloseTo(0.6 * 0.024337, within(1e-6));
        assertThat(value(affinity(Shaping.DISPLACEMENT, 2, false), P, half)).isCloseTo(0.16 * 0.024337, within(1e-6));
        assertThat(value(affinity(Shaping.AGREEMENT, 0, false), P, half)).isCloseTo(0.024337, within(1e-6));
        assertThat(value(affinity(Shaping.DISPLACEMENT, 1, false), P, Q)).isZero();
    }

    @Test
    void oneEmptyViewIsDisagreementByTheHighestConfidenceAndTwoAreNone() {
        assertThat(value(AFFINITY, P, Detections.none())).isEqualTo(0.8f);
        assertThat(value(AFFINITY, Detections.none(), P)).isEqualTo(0.8f);
        assertThat(value(AFFINITY, Detections.none(), Detections.none())).isZero();
    }

    @Test
    void byTheArticleOneEmptyViewIsFullDisagreement() {
        HuaMetric literal = new SemanticAffinity(SemanticAffinity.Options.literal());
        assertThat(value(literal, P, Detections.none())).isEqualTo(1);
        assertThat(value(literal, Detections.none(), P)).isEqualTo(1);
        assertThat(value(literal, Detections.none(), Detections.none())).isZero();
    }

    @Test
    void boxesThatMatchNothingAreDisagreementByTheHighestConfidence() {
        Detections elsewhere =
                new SampleDetections(3).add(new Box(200, 200, 300, 300), 0, 0.9).build();
        assertThat(value(AFFINITY, P, elsewhere)).isEqualTo(0.9f);
        assertThat(value(new SemanticAffinity(SemanticAffinity.Options.literal()), P, elsewhere))
                .isEqualTo(1);
    }

    @Test
    void loneBoxesCountOnlyWhereAsked() {
        Detections more = new SampleDetections(3)
                .add(BOX, 0, 0.6, 0.2, 0.6, 0.2, 0)
                .add(new Box(200, 200, 300, 300), 1, 0.5)
                .build();
        assertThat(value(AFFINITY, P, more)).isCloseTo(0.024337, within(1e-6));
        double both = (0.8 * 0.024337 + 0.5 * 1) / (0.8 + 0.5);
        assertThat(value(affinity(Shaping.AGREEMENT, 1, true), P, more)).isCloseTo(both, within(1e-6));
    }

    @Test
    void theLargestDistanceCountsAloneWhereAsked() {
        Detections two = new SampleDetections(3)
                .add(BOX, 0, 0.8, 0.1, 0.8, 0.1, 0)
                .add(new Box(200, 200, 300, 300), 1, 0.5, 0, 0, 1, 0)
                .build();
        Detections changed = new SampleDetections(3)
                .add(BOX, 0, 0.6, 0.2, 0.6, 0.2, 0)
                .add(new Box(200, 200, 300, 300), 2, 0.5, 0, 0, 0, 1)
                .build();
        SemanticAffinity.Options max = new SemanticAffinity.Options(
                Distance.BHATTACHARYYA, Shaping.AGREEMENT, 1, SemanticAffinity.Aggregation.MAX, false, Unpaired.FULL);
        assertThat(value(new SemanticAffinity(max), two, changed)).isEqualTo(1);
        assertThat(value(AFFINITY, two, changed)).isCloseTo((0.8 * 0.024337 + 0.5) / 1.3, within(1e-6));
    }

    @Test
    void withoutProbabilitiesTheConfidencesAreCompared() {
        double coefficient = Math.sqrt(0.8 * 0.6) + Math.sqrt(0.2 * 0.4);
        assertThat(value(AFFINITY, P.withoutEvidence(), Q.withoutEvidence())).isCloseTo(1 - coefficient, within(1e-7));
    }

    // -- category diversity

    @Test
    void categoryDiversityIsThatOfTheReference() {
        assertThat(CategoryDiversity.soft(new double[] {0.79, 0}, new double[] {0.84, 0.62}))
                .isCloseTo(0.292055, within(1e-6));
        assertThat(CategoryDiversity.soft(new double[] {0, 0}, new double[] {0, 0}))
                .isZero();
        assertThat(CategoryDiversity.soft(new double[] {0.9, 0}, new double[] {0, 0.9}))
                .isCloseTo(0.9, within(1e-12));
    }

    @Test
    void categoryDiversityTakesTheHighestConfidenceOfEachClass() {
        Detections one = new SampleDetections(3)
                .add(BOX, 0, 0.79)
                .add(BOX, 0, 0.3)
                .add(BOX, 2, 0.04)
                .build();
        Detections two =
                new SampleDetections(3).add(BOX, 0, 0.84).add(BOX, 1, 0.62).build();
        assertThat(value(DIVERSITY, one, two)).isCloseTo(0.292055, within(1e-6));
        assertThat(value(DIVERSITY, Detections.none(), Detections.none())).isZero();
    }

    @Test
    void changedLabelsMayBeCountedInstead() {
        HuaMetric labels = new CategoryDiversity(new CategoryDiversity.Options(CategoryDiversity.Form.LABELS, 0.05));
        Detections cat = new SampleDetections(3).add(BOX, 0, 0.8).build();
        Detections dog = new SampleDetections(3).add(BOX, 1, 0.5).build();
        assertThat(value(labels, cat, cat)).isZero();
        assertThat(value(labels, cat, dog)).isCloseTo(0.8 * 0.5 + 0.8 + 0.5, within(1e-6));
    }

    // -- overlap ratio: boxes measured in the authors' figure

    private static final Detections H2 = boxes(
            new Box(115.5, 33.5, 444, 198.5),
            new Box(123.5, 27.5, 186.5, 157),
            new Box(244.5, 30.5, 440.5, 123.5),
            new Box(250, 133, 290.5, 200),
            new Box(291.5, 130, 367.5, 214.5));
    private static final Detections H3 = boxes(
            new Box(5, 130.5, 36.5, 189.5),
            new Box(6.5, 138, 26, 177),
            new Box(43.5, 125.5, 143.5, 261.5),
            new Box(66.5, 116, 122.5, 307.5),
            new Box(208.5, 100.5, 283.5, 254),
            new Box(193.5, 147, 433, 283.5));

    @Test
    void overlapRatiosAreThoseOfTheArticlesImages() {
        assertThat(value(OVERLAP, H2, Detections.none())).isEqualTo(0.8);
        assertThat(value(OVERLAP, H3, Detections.none())).isEqualTo(2 / 6.0);
        assertThat(value(overlap(0.695, false, 1), H3, Detections.none())).isEqualTo(3 / 6.0);
        assertThat(value(overlap(0.72, false, 1), H3, Detections.none())).isEqualTo(1 / 6.0);
    }

    @Test
    void overlapRatioOfFewerThanTwoBoxesIsZero() {
        assertThat(value(OVERLAP, Detections.none(), H2)).isZero();
        assertThat(value(OVERLAP, boxes(BOX), H2)).isZero();
    }

    @Test
    void overlapRatioMayBeCappedAndTakenOfBothViews() {
        assertThat(value(overlap(0.7, false, 0.25), H2, H3)).isEqualTo(0.25);
        assertThat(value(overlap(0.7, true, 1), H2, H3)).isCloseTo((0.8 + 1 / 3.0) / 2, within(1e-12));
    }

    @Test
    void weakBoxesCoverNothingAndBoxesWithoutAreaAreNotCovered() {
        Detections weak =
                new SampleDetections(3).add(BOX, 0, 0.9).add(BOX, 1, 0.4).build();
        assertThat(value(OVERLAP, weak, weak)).isZero();
        assertThat(value(OVERLAP, boxes(BOX, new Box(10, 10, 10, 20)), weak)).isZero();
    }

    @Test
    void theReasonCountsBoxesAndNamesTheMostCovered() {
        String reason = OVERLAP.of(Candidates.of(H2, H2)).orElseThrow().reason();
        assertThat(reason)
                .isEqualTo("4 of 5 boxes covered to 70 % or more by another, most of all cat 0.90 at"
                        + " (250, 133, 291, 200)");
    }

    // -- localization confidence

    @Test
    void aSideOfVarianceOneHasConfidenceOneOverE() {
        assertThat(value(CONFIDENCE, boxes(BOX), Detections.none())).isCloseTo(Math.exp(-1), within(1e-7));
    }

    @Test
    void boxesAreWeightedByTheirConfidenceAndSidesAreNot() {
        Detections two = new SampleDetections(3)
                .add(varied(0.9, 0, 0, 1, 1))
                .add(varied(0.6, 4, 4, 4, 4))
                .add(varied(0.4, 100, 100, 100, 100))
                .build();
        double first = (2 + 2 * Math.exp(-1)) / 4;
        double second = Math.exp(-2);
        assertThat(value(CONFIDENCE, two, Detections.none()))
                .isCloseTo((0.9 * first + 0.6 * second) / 1.5, within(1e-6));
        assertThat(value(confidence(Aggregation.WORST, Aggregation.WORST, false), two, Detections.none()))
                .isCloseTo(second, within(1e-6));
        assertThat(value(confidence(Aggregation.WORST, Aggregation.MEAN, false), two, Detections.none()))
                .isCloseTo((0.9 * Math.exp(-1) + 0.6 * second) / 1.5, within(1e-6));
    }

    @Test
    void bothViewsMayCount() {
        Detections sure = new SampleDetections(3).add(varied(0.6, 0, 0, 0, 0)).build();
        assertThat(value(confidence(Aggregation.MEAN, Aggregation.MEAN, true), boxes(BOX), sure))
                .isCloseTo((0.9 * Math.exp(-1) + 0.6) / 1.5, within(1e-6));
    }

    @Test
    void withoutBoxesLocalizationConfidenceSaysNothing() {
        assertThat(CONFIDENCE.of(Candidates.of(Detections.none(), boxes(BOX)))).isEmpty();
        assertThat(CONFIDENCE.of(Candidates.of(boxes(BOX).withoutEvidence(), boxes(BOX))))
                .isEmpty();
    }

    @Test
    void varianceThatIsNoneIsAnError() {
        Detections broken =
                new SampleDetections(3).add(varied(0.9, 1, Double.NaN, 1, 1)).build();
        assertThatThrownBy(() -> value(CONFIDENCE, broken, broken)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDetectorWithoutVariancesIsAnErrorOnlyIfTheyAreRequired() {
        FakePredictions without = new FakePredictions(SamplePool.CLASSES, false);
        assertThat(CONFIDENCE.missing(without)).contains("the detector predicts no variances");
        HuaMetric required = new LocalizationConfidence(
                new LocalizationConfidence.Options(0.5, Aggregation.MEAN, Aggregation.MEAN, false, false, true));
        assertThatThrownBy(() -> required.missing(without))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("variance head");
    }

    // -- rare classes

    @Test
    void rareClassesCountByConfidenceAndRarity() {
        HuaMetric rare = new RareClasses(new RareClasses.Options(0.05));
        Detections cat = new SampleDetections(3).add(BOX, 0, 0.9).build();
        Detections both =
                new SampleDetections(3).add(BOX, 1, 0.9).add(BOX, 2, 0.6).build();
        assertThat(value(rare, cat, cat)).isZero();
        assertThat(value(rare, both, both)).isCloseTo(0.9 * (1 - 3 / 9.0), within(1e-6));
    }

    // -- ranges

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theArticlesMetricsAreFractions(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Detections a = SampleDetections.random(random, 3, 10);
        Detections b = SampleDetections.disturbed(random, 3, a);
        for (HuaMetric metric : List.of(AFFINITY, DIVERSITY, OVERLAP, CONFIDENCE)) {
            metric.of(Candidates.of(a, b))
                    .ifPresent(it -> assertThat(it.value()).as(metric.name()).isBetween(0.0, 1.0));
        }
    }

    private static HuaMetric affinity(Shaping shaping, double kappa, boolean countUnmatched) {
        return new SemanticAffinity(new SemanticAffinity.Options(
                Distance.BHATTACHARYYA,
                shaping,
                kappa,
                SemanticAffinity.Aggregation.MEAN,
                countUnmatched,
                Unpaired.CONFIDENCE));
    }

    private static HuaMetric overlap(double coverage, boolean bothViews, double cap) {
        return new OverlapRatio(new OverlapRatio.Options(0.5, coverage, bothViews, cap));
    }

    private static HuaMetric confidence(Aggregation sides, Aggregation boxes, boolean bothViews) {
        return new LocalizationConfidence(
                new LocalizationConfidence.Options(0.5, sides, boxes, bothViews, false, false));
    }

    private static SampleDetections.Found varied(double confidence, double... variance) {
        return new SampleDetections.Found(
                BOX,
                0,
                confidence,
                new double[] {1 - confidence, confidence, 0, 0},
                variance,
                new double[SampleDetections.FEATURES]);
    }

    private static Detections boxes(Box... boxes) {
        SampleDetections detections = new SampleDetections(3);
        for (Box box : boxes) {
            detections.add(box, 0, 0.9);
        }
        return detections.build();
    }
}
