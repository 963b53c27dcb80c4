package org.huale.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoncentralTTest {

    /** Numbers of {@code scipy.stats.nct.cdf(t, freedom, shift)} of SciPy 1.17.1; from a shift of 38.6 on exp(-shift²/2) is 0. */
    @ParameterizedTest
    @CsvSource({
        "12.7, 1, 28, 0.02795470988722309",
        "152.8, 1, 39, 0.7985453562315511",
        "152.8, 1, 120, 0.4322639229735047",
        "4.3, 2, 39, 0",
        "60, 4, 45, 0.6897344473056432",
        "40, 9, 50, 0.12130966590549602",
        "50, 60, 52, 0.31418893063371306",
        "700, 1, 900, 0.19854325172355805",
        "900, 1, 2500, 0.0054732324529633974",
        "1300, 30, 1250, 0.584386825161669"
    })
    void largeShiftsAreThoseOfScipy(double t, double freedom, double shift, double chance) {
        assertThat(NoncentralT.upTo(t, freedom, shift)).isCloseTo(chance, within(1e-8));
        assertThat(NoncentralT.upTo(-t, freedom, -shift)).isCloseTo(1 - chance, within(1e-8));
    }

    @Test
    void theSeriesAndWhatFollowsItMeet() {
        for (double t : new double[] {400, 900, 2500}) {
            assertThat(NoncentralT.upTo(t, 2, 999.9999)).isCloseTo(NoncentralT.upTo(t, 2, 1000.0001), within(1e-6));
        }
    }

    @Test
    void withoutAnEffectItIsStudents() {
        assertThat(NoncentralT.upTo(2, 5, 0)).isCloseTo(1 - StudentT.twoSided(2, 5) / 2, within(1e-12));
    }
}
