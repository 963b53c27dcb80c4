package org.huale.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class StopRuleTest {
    private static final StopRule RULE = new StopRule(0.0625, 2);

    @Test
    void theBestOfTheLastCyclesIsComparedWithTheBestBefore() {
        assertThat(RULE.isMet(List.of(0.25, 0.5, 0.53125))).as("gains more").isFalse();
        assertThat(RULE.isMet(List.of(0.5, 0.53125, 0.53125))).isTrue();
        assertThat(RULE.isMet(List.of(0.5, 0.5625, 0.25)))
                .as("gains just so much")
                .isFalse();
        assertThat(RULE.isMet(List.of(0.25, 0.75, 0.5, 0.5))).as("falls").isTrue();
        assertThat(RULE.isMet(List.of(0.25, 0.5, 0.5, 0.5))).isTrue();
    }

    @Test
    void aRunIsNotEndedBeforeThereIsSomethingToCompareWith() {
        assertThat(RULE.isMet(List.of())).isFalse();
        assertThat(RULE.isMet(List.of(0.5, 0.5))).isFalse();
        assertThat(StopRule.never().isMet(List.of(0.5, 0.5, 0.5, 0.5, 0.0))).isFalse();
    }

    @Test
    void theReasonHasTheNumbers() {
        assertThat(RULE.words("voc:AP-all-point", List.of(0.5, 0.53125, 0.25)))
                .isEqualTo("no more is gained: the best voc:AP-all-point of the last 2 cycles, 0.5313, is less than"
                        + " stop.plateau 0.0625 above the best before, 0.5000");
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new StopRule(1, 2)).hasMessageContaining("plateau must be in [0, 1), got 1.0");
        assertThatThrownBy(() -> new StopRule(Double.NaN, 2)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new StopRule(0.1, 0)).hasMessageContaining("cycles must be at least 1, got 0");
    }
}
