package org.huale.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScaleTest {
    private static final Offset<Double> ROUNDING = within(1e-12);

    @Test
    void coveringScaleEndsAtRoundNumbers() {
        Scale scale = Scale.covering(0.312, 0.689, 5);

        assertThat(scale.low()).isEqualTo(0.3, ROUNDING);
        assertThat(scale.high()).isEqualTo(0.7, ROUNDING);
        assertThat(scale.ticks())
                .hasSize(5)
                .first()
                .satisfies(tick -> assertThat(tick).isEqualTo(0.3, ROUNDING));
    }

    @Test
    void valuesAllTheSameGetAScaleAroundThem() {
        Scale scale = Scale.covering(0.5, 0.5, 5);

        assertThat(scale.share(0.5)).isBetween(0.3, 0.7);
        assertThat(Scale.covering(0, 0, 5).high()).isPositive();
        assertThat(Scale.within(100, 100, 5).share(100)).isEqualTo(0.5, ROUNDING);
    }

    @Test
    void ticksLieWithin() {
        Scale scale = Scale.within(20, 180, 6);

        assertThat(scale.ticks()).containsExactly(50.0, 100.0, 150.0);
        assertThat(scale.share(20)).isPositive();
        assertThat(scale.share(180)).isLessThan(1);
    }
}
