package org.huale.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.InnerStrategy;
import org.huale.acquire.Strategies;
import org.huale.acquire.StrategyChoice;
import org.huale.acquire.regime.SwitchOptions;
import org.huale.acquire.regime.SwitchStrategy;
import org.huale.config.Mode;
import org.huale.dataset.ClassNames;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.geometry.ImageSize;
import org.huale.loop.pool.InitialSet;
import org.huale.loop.pool.Pool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A strategy may ask for other views the more a detector is sure of. */
class PlannedSelectionTest {

    private static Dataset pool(int classes) {
        return new Dataset(
                "pool",
                ClassNames.of(
                        IntStream.range(0, classes).mapToObj(i -> "class " + i).toArray(String[]::new)),
                IntStream.range(10, 30)
                        .mapToObj(i -> new ImageRecord(
                                new ImageId("" + i), Path.of(i + ".jpg"), new ImageSize(80, 60), List.of()))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void theViewsOfSsmAreSeenThoughOnlySureDetectionsArePasted(Mode mode) {
        StrategyChoice ssm =
                StrategyChoice.parse("{name: ssm, mode: " + mode.name().toLowerCase(Locale.ROOT) + "}");
        assertThat(PlannedSelection.viewsOf(pool(3), ssm.strategy())).contains("original", "pasted-0");
    }

    /** There, a labeled image with an object would be one with an object of that class. */
    @Test
    void theViewsOfSsmAreSeenWhereThereIsOneClass() {
        assertThat(PlannedSelection.viewsOf(pool(1), StrategyChoice.named("ssm").strategy()))
                .contains("original", "pasted-0");
    }

    /** What sets confidences right looks at labeled images, but only where something is annotated in them. */
    @ParameterizedTest
    @ValueSource(strings = {"coverage", "switch", "{name: coverage, presence: {calibration: classifier}}"})
    void labeledImagesThatAreLookedAtAreCounted(String choice) {
        AcquisitionStrategy strategy = StrategyChoice.parse(choice).strategy();
        LoopOptions options = new LoopOptions(0, 2, 3, 0, 0, false, LoopOptions.Keep.defaults());
        Dataset images = pool(3);
        Pool first = PlannedSelection.begin(images, InitialSet.drawn(4), options);
        PlannedSelection planned = PlannedSelection.of(first, options, 0, strategy);
        assertThat(planned.forwards()).isEqualTo(Map.of("original", images.size()));
        Pool second = planned.label(first, 0);
        assertThat(second.unlabeled()).hasSize(images.size() - 6);
        assertThat(PlannedSelection.of(second, options, 1, strategy).forwards())
                .isEqualTo(Map.of("original", images.size()));
    }

    /** A plan counts no pass that the strategy does not ask for. */
    @Test
    void mirroredCandidatesAreCountedWhereAMetricComparesViews() {
        String one = "{name: hua, metrics: {semantic-affinity: {weight: 0}}}";
        String none = "{name: hua, metrics: {semantic-affinity: {weight: 0}, category-diversity: {weight: 0}}}";
        LoopOptions options = new LoopOptions(0, 2, 3, 0, 0, false, LoopOptions.Keep.defaults());
        Pool first = PlannedSelection.begin(pool(3), InitialSet.drawn(4), options);
        assertThat(PlannedSelection.of(
                                first, options, 0, StrategyChoice.parse(one).strategy())
                        .forwards())
                .isEqualTo(Map.of("original", 16, "flipped", 6));
        assertThat(PlannedSelection.of(
                                first, options, 0, StrategyChoice.parse(none).strategy())
                        .forwards())
                .isEqualTo(Map.of("original", 16));
        assertThat(PlannedSelection.viewsOf(pool(3), StrategyChoice.parse(none).strategy()))
                .containsExactly("original");
    }

    /** Of one class the probability that tells nothing is one half, which a switch takes for sure. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theViewsOfBothStrategiesOfASwitchAreSeen(int classes) {
        Set<String> cald = PlannedSelection.viewsOf(
                pool(classes), StrategyChoice.named("cald").strategy());
        assertThat(cald).hasSizeGreaterThan(1);
        InnerStrategy views = InnerStrategy.named("cald");
        InnerStrategy none = InnerStrategy.named("random");
        assertThat(PlannedSelection.viewsOf(pool(classes), switching(none, views)))
                .containsAll(cald);
        assertThat(PlannedSelection.viewsOf(pool(classes), switching(views, none)))
                .containsAll(cald);
    }

    @Test
    void noViewIsSeenWhereThereIsNoImage() {
        Dataset none = new Dataset("none", ClassNames.of("class"), List.of());
        assertThat(PlannedSelection.viewsOf(none, StrategyChoice.named("cald").strategy()))
                .isEmpty();
    }

    private static SwitchStrategy switching(InnerStrategy early, InnerStrategy late) {
        return new SwitchStrategy(new SwitchOptions(early, late, 0.5, 0.5));
    }

    static List<String> strategies() {
        return Strategies.names();
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void everyStrategyCanBeAsked(String name) {
        assertThatNoException()
                .isThrownBy(() -> PlannedSelection.viewsOf(
                        pool(2), StrategyChoice.named(name).strategy()));
    }
}
