package org.huale.acquire.hua;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;

/** What a jar on the class path may bring. */
class HuaMetricsTest {

    private record Weighted(double weight) {}

    private record Sized(int size) {}

    private record Own<O extends Record>(String name, O defaults) implements HuaMetricProvider<O>, HuaMetric {

        @Override
        public HuaMetric create(O options) {
            return this;
        }

        @Override
        public Optional<Measurement> of(Candidate candidate) {
            return Optional.empty();
        }
    }

    /** It would stand in a configuration in place of the weight. */
    @Test
    void anOptionCalledWeightIsRefused() {
        assertThatThrownBy(() -> load(new Own<>("mine", new Weighted(2))))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("metric mine (" + Own.class.getName() + "): no option may be called weight");
    }

    @Test
    void aNameOfOtherLettersIsRefused() {
        assertThatThrownBy(() -> load(new Own<>("My Metric", new Weighted(2))))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("metric My Metric (" + Own.class.getName() + "): its name must be of");
    }

    /** Which jar brings it is found by its class. */
    @Test
    void twoOfTheSameNameAreRefusedWithTheirClasses() {
        assertThatThrownBy(() -> load(new Own<>("overlap-ratio", new Sized(2))))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith("two metrics are called overlap-ratio: org.huale.acquire.hua.")
                .hasMessageEndingWith(" and " + Own.class.getName());
    }

    private static void load(HuaMetricProvider<?> own) {
        List<HuaMetricProvider<?>> providers = new ArrayList<>(HuaMetrics.all());
        providers.add(own);
        HuaMetrics.load(providers);
    }
}
