package org.huale.torch.loss;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.huale.torch.golden.Golden;
import org.huale.torch.loss.LossOptions.Factors;
import org.huale.torch.loss.LossOptions.Lambda;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmphasisLossTest {
    private static final Golden GOLDEN = Golden.in("loss", "emphasis");
    private static final LossCase CASE = LossCase.of(GOLDEN);

    @ParameterizedTest
    @ValueSource(strings = {"standard", "factors", "factors-eiou", "emphasis", "paper", "per-roi", "per-roi-attached"})
    void totalTermsAndGradientsArePyTorchs(String arm) {
        LossCase.Results results = CASE.results(options(arm), Moment.start());

        for (String key : GOLDEN.values().names()) {
            if (key.startsWith(arm + ".")) {
                float[] actual = results.all(key.substring(arm.length() + 1));
                assertClose(actual, GOLDEN.doubles(key), key);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "standard",
                "scale-control",
                "factors",
                "factors-eiou",
                "emphasis",
                "paper",
                "per-roi",
                "per-roi-attached",
                "learned"
            })
    void batchesWithoutObjectsHaveOnlyTheirClassificationLoss(String arm) {
        for (int regions : new int[] {0, 6}) {
            LossCase.Results results = CASE.background(regions).results(options(arm), Moment.start());

            float plain = results.value("classification") + 0.35f;
            assertThat(results.value("total")).as("no factor on background").isCloseTo(plain, Offset.offset(1e-6f));
            assertThat(results.finite()).isTrue();
            assertThat(results.values().getOrDefault("betaClassification", new float[1]))
                    .containsOnly(0);
        }
    }

    @Test
    void withoutPartsItIsTheSumOfTheFourTermsBitForBit() {
        LossCase.Results results = CASE.results(LossOptions.standard(), Moment.start());

        float sum = results.value("classification")
                + results.value("boxRegression")
                + results.value("objectness")
                + results.value("proposalRegression");
        assertThat(results.value("total")).isEqualTo(sum);
    }

    @Test
    void onlyLossesThatLearnOrRememberHaveAState() {
        assertThat(state("standard")).isEmpty();
        assertThat(state("emphasis")).isEmpty();
        assertThat(state("scale-control")).containsExactly("factors.sums");
        assertThat(state("learned")).containsExactly("lambda.logVariances");
    }

    private static Set<String> state(String arm) {
        try (RcnnLoss loss = options(arm).open(new Device("cpu"))) {
            return Set.copyOf(loss.state().keySet());
        }
    }

    @Test
    void attachedFactorsTurnTheGradientOfClassificationAround() {
        LossOptions attached = LossOptions.named("factors").with(new Factors(Factors.Mode.BATCH, false, 0.99));
        LossCase.Results all = CASE.results(attached, Moment.start());
        double classification = all.value("classification") + all.value("objectness");
        double localization = all.value("boxRegression") + all.value("proposalRegression");
        double expected = 1 + Math.exp(-localization) - localization * Math.exp(-classification);
        assertThat((double) all.value("gradient.objectness")).isCloseTo(expected, Offset.offset(1e-5));
        assertThat((double) badlyPlaced().results(attached, Moment.start()).value("gradient.objectness"))
                .as("1 + exp(-2.5) - 2.5 exp(-0.05)")
                .isCloseTo(-1.29599, Offset.offset(1e-4));
    }

    /** Classes are nearly right, with a loss of 0.05, and boxes are not, with one of 2.5. */
    private static LossCase badlyPlaced() {
        return CASE.with("deltas", CASE.all("targets"))
                .with("logits", certain())
                .with("objectness", 0.05f)
                .with("proposals", 2.5f);
    }

    @Test
    void theTotalMayBeNegative() {
        LossCase sure = CASE.with("deltas", CASE.all("targets"))
                .with("logits", certain())
                .with("log_variances", filled(36, -7))
                .with("objectness", 0)
                .with("proposals", 0);

        assertThat(sure.total(LossOptions.named("emphasis"))).isFinite().isNegative();
        assertThat(sure.results(LossOptions.named("emphasis"), Moment.start()).value("betaClassification"))
                .as("never above 1")
                .isBetween(0.99f, 1f);
    }

    @Test
    void duringWarmUpVariancesAreNotLearned() {
        LossOptions late = LossOptions.named("emphasis").with(new LossOptions.Variance(true, 1, 1));

        assertThat(CASE.results(late, new Moment(0, 0.1)).all("gradient.log_variances"))
                .containsOnly(0);
        assertThat(CASE.total(late)).isEqualTo(CASE.total(LossOptions.named("factors-eiou")));
        assertThat(CASE.results(late, new Moment(1, 0.5)))
                .usingRecursiveComparison()
                .isEqualTo(CASE.results(LossOptions.named("emphasis"), new Moment(1, 0.5)));
    }

    @Test
    void aScheduledLambdaGoesInALine() {
        LossOptions options =
                LossOptions.named("factors-eiou").with(new Lambda(Lambda.Schedule.LINEAR, 0.3, 0.7, true));

        assertThat(CASE.results(options, Moment.start()).value("lambda")).isEqualTo(0.3f);
        assertThat(CASE.results(options, new Moment(3, 0.5)).value("lambda")).isCloseTo(0.5f, Offset.offset(1e-6f));
    }

    @Test
    void learnedWeightsBeginAtOneHalfAndMoveAgainstTheirTerms() {
        try (RcnnLoss loss = options("learned").open(new Device("cpu"))) {
            LossCase.Results results = CASE.results(loss, Moment.start());

            assertThat(results.value("lambda")).isEqualTo(0.5f);
            assertThat((double) results.value("total"))
                    .isCloseTo(CASE.total(LossOptions.named("emphasis")), Offset.offset(1e-5));
            float factor = 1 + results.value("betaLocalization");
            assertThat(gradientOfLogVariances(loss))
                    .as("1/2 - weighted term / 2")
                    .containsExactly(
                            new float[] {
                                0.5f - 0.5f * factor * results.value("emphasisIou"),
                                0.5f - 0.5f * factor * results.value("varianceAware")
                            },
                            Offset.offset(1e-4f));
        }
    }

    @ParameterizedTest
    @CsvSource({"5, -5", "-5, 5", "5, 5"})
    void learnedWeightsGoNoFurtherThanTheirBounds(float ofEmphasisIou, float ofRegression) {
        try (RcnnLoss loss = options("learned").open(new Device("cpu"))) {
            TensorScope.runWithoutGradient(() ->
                    logVariances(loss).copy_(Tensors.of(new float[] {ofEmphasisIou, ofRegression}, 2)));
            LossCase.Results results = CASE.results(loss, Moment.start());

            double first = Math.copySign(2, ofEmphasisIou);
            double second = Math.copySign(2, ofRegression);
            assertThat((double) results.value("lambda")).isCloseTo(Math.exp(-first) / 2, Offset.offset(1e-5));
            assertThat((double) results.value("total"))
                    .isCloseTo(totalOfLearned(results, first, second), Offset.offset(1e-4));
            assertThat(gradientOfLogVariances(loss)).containsExactly(new float[2], Offset.offset(1e-9f));
        }
    }

    /** (1 + beta_cls) L_cls + (1 + beta_loc) (exp(-s) E / 2 + exp(-t) A / 2 + L_rpn) + s / 2 + t / 2. */
    private static double totalOfLearned(LossCase.Results results, double s, double t) {
        double classification = results.value("classification") + results.value("objectness");
        double localization = Math.exp(-s) / 2 * results.value("emphasisIou")
                + Math.exp(-t) / 2 * results.value("varianceAware")
                + results.value("proposalRegression");
        return (1 + results.value("betaClassification")) * classification
                + (1 + results.value("betaLocalization")) * localization
                + (s + t) / 2;
    }

    private static float[] gradientOfLogVariances(RcnnLoss loss) {
        return TensorScope.get(() -> Tensors.toFloats(logVariances(loss).grad()));
    }

    private static Tensor logVariances(RcnnLoss loss) {
        return requireNonNull(loss.state().get("lambda.logVariances"));
    }

    @Test
    void theScaleControlMultipliesByTheMeanOfFormerFactors() {
        LossCase easy = CASE.with("deltas", CASE.all("targets"));
        try (RcnnLoss loss = LossOptions.named("scale-control").open(new Device("cpu"))) {
            double first = CASE.results(loss, Moment.start()).value("betaClassification");
            double second = easy.results(loss, Moment.start()).value("betaClassification");

            double hard = beta(CASE);
            assertThat(first).isCloseTo(hard, Offset.offset(1e-6));
            assertThat(second).isCloseTo((0.99 * hard + beta(easy)) / 1.99, Offset.offset(1e-5));
        }
    }

    @Test
    void insideLambdaTheBoxLossOfProposalsIsShared() {
        LossOptions outside = LossOptions.named("factors-eiou").with(new Factors(Factors.Mode.OFF, true, 0.99));
        LossOptions inside = outside.with(new Lambda(Lambda.Schedule.FIXED, 0.5, 0.5, false));

        assertThat(CASE.results(outside, Moment.start()).value("gradient.proposals"))
                .isEqualTo(1f);
        assertThat(CASE.results(inside, Moment.start()).value("gradient.proposals"))
                .isEqualTo(0.5f);
    }

    @ParameterizedTest
    @ValueSource(strings = {"factors", "emphasis", "paper", "per-roi", "per-roi-attached"})
    void attachedGradientsAreThoseOfFiniteDifferences(String arm) {
        LossOptions attached = withoutDetaching(options(arm));
        LossCase.Results results = CASE.results(attached, Moment.start());
        for (String name : new String[] {"logits", "deltas", "log_variances"}) {
            float[] gradient = results.all("gradient." + name);
            for (int i = 0; i < gradient.length; i += 5) {
                double difference = (CASE.with(name, moved(name, i, 0.01f)).total(attached)
                                - CASE.with(name, moved(name, i, -0.01f)).total(attached))
                        / 0.02;
                assertThat((double) gradient[i])
                        .as("%s %d", name, i)
                        .isCloseTo(difference, Offset.offset(0.01 * Math.max(0.2, Math.abs(difference))));
            }
        }
    }

    /** Differences see every way from an input to the loss, those of detached numbers too. */
    private static LossOptions withoutDetaching(LossOptions options) {
        LossOptions.Variance variance = options.variance();
        return options.with(new Factors(options.factors().mode(), false, 0.99))
                .with(new LossOptions.Variance(variance.enabled(), variance.warmupEpochs(), 0));
    }

    @Test
    void aDetectorWithoutVariancesIsRefused() {
        try (RcnnLoss loss = LossOptions.named("emphasis").open(new Device("cpu"))) {
            assertThatThrownBy(() -> TensorScope.run(() -> loss.of(withoutVariances(), Moment.start())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("predicts none");
        }
    }

    private static LossInputs withoutVariances() {
        LossInputs.Positives positives = new LossInputs.Positives(
                Tensors.of(new long[] {0}, 1), Tensors.zeros(1, 4), Tensors.zeros(1, 4), null, deltas -> deltas);
        return new LossInputs(
                new LossInputs.Regions(Tensors.zeros(1, 2), Tensors.of(new long[] {1}, 1), positives),
                new LossInputs.Anchors(Tensors.zeros(), Tensors.zeros()));
    }

    private static double beta(LossCase example) {
        return example.results(LossOptions.named("factors"), Moment.start()).value("betaClassification");
    }

    private static LossOptions options(String arm) {
        LossOptions.EmphasisIou literal = new LossOptions.EmphasisIou(EmphasisIouLoss.Variant.LITERAL, 0.8, 10);
        return switch (arm) {
            case "per-roi" -> LossOptions.named("emphasis").with(new Factors(Factors.Mode.PER_ROI, true, 0.99));
            case "per-roi-attached" ->
                LossOptions.standard().with(literal).with(new Factors(Factors.Mode.PER_ROI, false, 0.99));
            case "learned" -> LossOptions.named("emphasis").with(new Lambda(Lambda.Schedule.LEARNED, 0.5, 0.5, true));
            default -> LossOptions.named(arm);
        };
    }

    private static float[] moved(String name, int i, float by) {
        float[] values = CASE.all(name).clone();
        values[i] += by;
        return values;
    }

    /** Logits that leave no doubt about the true class. */
    private static float[] certain() {
        float[] logits = new float[CASE.labels().length * (CASE.classes() + 1)];
        for (int i = 0; i < CASE.labels().length; i++) {
            logits[i * (CASE.classes() + 1) + (int) CASE.labels()[i]] = 30;
        }
        return logits;
    }

    private static float[] filled(int length, float value) {
        float[] values = new float[length];
        Arrays.fill(values, value);
        return values;
    }

    private static void assertClose(float[] actual, double[] expected, String key) {
        assertThat(actual).as(key).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual[i])
                    .as("%s[%d]", key, i)
                    .isCloseTo(expected[i], Offset.offset(2e-5 * Math.max(0.1, Math.abs(expected[i]))));
        }
    }
}
