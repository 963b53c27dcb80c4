package org.huale.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PercentileIntervalTest {

    /** {@code numpy.quantile([5, 1, 4, 2, 3], [0.1, 0.9])} is 1.4 and 4.6. */
    @Test
    void quantilesAreStraightBetweenNeighbours() {
        PairedComparison.Interval interval = PercentileInterval.of(new double[] {5, 1, 4, 2, 3}, 0.8);
        assertThat(interval.low()).isCloseTo(1.4, within(1e-12));
        assertThat(interval.high()).isCloseTo(4.6, within(1e-12));
    }

    @Test
    void oneValueIsItsOwnInterval() {
        assertThat(PercentileInterval.of(new double[] {2}, 0.95)).isEqualTo(new PairedComparison.Interval(2, 2));
        assertThatThrownBy(() -> PercentileInterval.of(new double[0], 0.95)).hasMessageContaining("at least one");
    }
}
