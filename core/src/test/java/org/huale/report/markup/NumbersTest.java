package org.huale.report.markup;

import static org.assertj.core.api.Assertions.assertThat;

import org.huale.statistics.Sample;
import org.junit.jupiter.api.Test;

class NumbersTest {

    @Test
    void figuresAreInPercent() {
        assertThat(Numbers.percent(0.6184)).isEqualTo("61.8");
        assertThat(Numbers.percent(Sample.of(0.5, 0.6))).isEqualTo("55.0 ± 7.1");
        assertThat(Numbers.percent(Sample.of(0.5))).isEqualTo("50.0");
    }

    @Test
    void whatDoesNotExistIsADash() {
        assertThat(Numbers.percent(-1)).isEqualTo("–");
        assertThat(Numbers.percent(Double.NaN)).isEqualTo("–");
        assertThat(Numbers.seconds(Double.NaN)).isEqualTo("–");
    }

    @Test
    void differencesHaveTheirSign() {
        assertThat(Numbers.points(0.0123)).isEqualTo("+1.2");
        assertThat(Numbers.points(-0.0123)).isEqualTo("−1.2");
    }

    @Test
    void timesAreAsPeopleSayThem() {
        assertThat(Numbers.seconds(4.23)).isEqualTo("4.2 s");
        assertThat(Numbers.seconds(59.97)).isEqualTo("1 min 00 s");
        assertThat(Numbers.seconds(185)).isEqualTo("3 min 05 s");
        assertThat(Numbers.seconds(7800)).isEqualTo("2 h 10 min");
    }

    @Test
    void numbersAreShort() {
        assertThat(Numbers.shortly(0.2)).isEqualTo("0.2");
        assertThat(Numbers.shortly(1234.5)).isEqualTo("1,235");
        assertThat(Numbers.shortly(12.345)).isEqualTo("12.35");
        assertThat(Numbers.measured(0.61)).isEqualTo("0.610");
        assertThat(Numbers.measured(0.00001)).isEqualTo("1e-05");
        assertThat(Numbers.measured(0)).isEqualTo("0.000");
        assertThat(Numbers.probability(0.0004)).isEqualTo("p < 0.001");
    }
}
