package org.huale.report.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.huale.loop.folder.RunHistory;
import org.huale.problem.HualeException;
import org.huale.report.compare.RunComparison.Options;
import org.junit.jupiter.api.Test;

class PilotPowerTest {
    private static final SyntheticRuns RANDOM = SyntheticRuns.of("random", "standard");
    private static final SyntheticRuns HUA = SyntheticRuns.of("hua", "standard");

    /** Differences of 0 and 4 points deviate by sqrt(8) points. */
    @Test
    void aPilotOfTwoSeedsTellsTheSpread() {
        PilotPower power = PilotPower.of(
                List.of(
                        RANDOM.run(1, 2, 0.1, 0.20),
                        RANDOM.run(2, 2, 0.1, 0.20),
                        HUA.run(1, 2, 0.1, 0.20),
                        HUA.run(2, 2, 0.1, 0.24)),
                Options.defaults());
        assertThat(power.deviation()).isCloseTo(0.0282843, within(1e-7));
        assertThat(power.replicates()).isEqualTo(1);
        PilotPower.Row one = power.rows().get(4);
        PilotPower.Row four = power.rows().get(5);
        assertThat(List.of(one.gain(), four.gain())).containsOnly(0.015);
        assertThat(one.deviation()).isCloseTo(power.deviation(), within(1e-12));
        assertThat(four.deviation()).isCloseTo(power.deviation() * Math.sqrt(1.25 / 2), within(1e-12));
        assertThat(one.alone()).isEqualTo(30); // statsmodels: 29.99 pairs
        assertThat(one.amongAll()).isEqualTo(one.alone());
        assertThat(power.toString()).contains("| true gain |", "1 arms against random over 2 units");
    }

    /** The first seed ends with 20 percent. */
    private static List<RunHistory> twoSeeds(String dataset, String strategy, double second) {
        SyntheticRuns arm = new SyntheticRuns(dataset, strategy, "standard", "{\"budget\": 50}");
        return List.of(arm.run(1, 2, 0.1, 0.20), arm.run(2, 2, 0.1, second));
    }

    /** As a report does: which arms are on the second set may have been chosen by what they brought on the first. */
    @Test
    void theStepOfHolmIsForAllThatAreOnTheSetWithMost() {
        List<RunHistory> runs = new ArrayList<>();
        for (String dataset : List.of("wide", "small")) {
            runs.addAll(twoSeeds(dataset, "random", 0.20));
            runs.addAll(twoSeeds(dataset, "hua", 0.24));
        }
        runs.addAll(twoSeeds("wide", "cald", 0.24));
        runs.addAll(twoSeeds("wide", "ppal", 0.24));
        PilotPower power = PilotPower.of(runs, Options.defaults());
        assertThat(power.comparisons()).isEqualTo(3);
        PilotPower.Row row = power.rows().get(4);
        assertThat(row.amongAll()).isGreaterThan(row.alone());
        assertThat(power.toString()).contains("3 arms against random over 4 units", "units, first of 3");
    }

    /** They differ by 0 and 4 points and by 0 and 2: the mean variance is 5. */
    @Test
    void theSpreadIsThatOfArmsOnAnyOfTheSets() {
        List<RunHistory> runs = new ArrayList<>();
        runs.addAll(twoSeeds("wide", "random", 0.20));
        runs.addAll(twoSeeds("wide", "entropy", 0.24));
        runs.addAll(twoSeeds("small", "random", 0.20));
        runs.addAll(twoSeeds("small", "coverage", 0.22));
        PilotPower power = PilotPower.of(runs, Options.defaults());
        assertThat(power.deviation()).isCloseTo(0.0223607, within(1e-7));
        assertThat(power.replicates()).isEqualTo(1);
        assertThat(power.comparisons()).isEqualTo(1);
    }

    /** Without it the last common cycle would be the first, where the arms hardly differ. */
    @Test
    void aRunThatHasOnlyBegunMovesNothing() {
        List<RunHistory> runs = new ArrayList<>(List.of(
                RANDOM.run(1, 2, 0.1, 0.20),
                RANDOM.run(2, 2, 0.1, 0.20),
                HUA.run(1, 2, 0.1, 0.20),
                HUA.run(2, 2, 0.101, 0.24)));
        PilotPower ended = PilotPower.of(runs, Options.defaults());
        assertThat(ended.notes()).isEmpty();
        runs.add(SyntheticRuns.of("cald", "standard").run(1, 2, 0.1));
        PilotPower power = PilotPower.of(runs, Options.defaults());
        assertThat(power.rows()).isEqualTo(ended.rows());
        assertThat(power.images()).isEqualTo(Map.of("shapes", 100.0));
        assertThat(power.notes())
                .containsExactly("cald-standard-1: left out, it has come to 50 of 100 images, in 1 of 2 cycles");
        assertThat(power.toString())
                .contains("Last common cycle: 100 images on shapes.", "- cald-standard-1: left out, it has come to 50");
    }

    @Test
    void anArmThatWentFurtherMovesNothingEither() {
        PilotPower power = PilotPower.of(
                List.of(
                        RANDOM.run(1, 2, 0.1, 0.20),
                        RANDOM.run(2, 2, 0.1, 0.20),
                        HUA.run(1, 2, 0.1, 0.20, 0.9),
                        HUA.run(2, 2, 0.1, 0.24, 0.9)),
                Options.defaults());
        assertThat(power.deviation()).isCloseTo(0.0282843, within(1e-7));
        assertThat(power.images()).isEqualTo(Map.of("shapes", 100.0));
    }

    @Test
    void aPilotWithoutSpreadIsRefused() {
        assertThatThrownBy(() -> PilotPower.of(
                        List.of(RANDOM.run(1, 2, 0.1, 0.20), HUA.run(1, 2, 0.1, 0.20)), Options.defaults()))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("at least two seeds");
    }

    /** Both seeds gain 20 points, but 0.3 - 0.1 and 0.5 - 0.3 differ in their last bits. */
    @Test
    void roundingIsNoSpread() {
        List<RunHistory> runs = List.of(
                RANDOM.run(1, 2, 0.1, 0.1),
                RANDOM.run(2, 2, 0.1, 0.3),
                HUA.run(1, 2, 0.1, 0.3),
                HUA.run(2, 2, 0.1, 0.5));
        assertThatThrownBy(() -> PilotPower.of(runs, Options.defaults()))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("no spread to plan with");
    }
}
