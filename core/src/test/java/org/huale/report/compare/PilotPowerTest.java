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
}
