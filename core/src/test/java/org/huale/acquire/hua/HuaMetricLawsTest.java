package org.huale.acquire.hua;

import java.util.List;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws hold of HUALE's own metrics with their defaults. */
@ParameterizedClass(name = "{0}")
@MethodSource("metrics")
class HuaMetricLawsTest extends HuaMetricLaws {

    @Parameter
    HuaMetric metric = new OverlapRatio(OverlapRatio.Options.defaults());

    static List<HuaMetric> metrics() {
        return List.of(
                new SemanticAffinity(SemanticAffinity.Options.defaults()),
                new CategoryDiversity(CategoryDiversity.Options.defaults()),
                new OverlapRatio(OverlapRatio.Options.defaults()),
                new LocalizationConfidence(LocalizationConfidence.Options.defaults()));
    }

    @Override
    protected HuaMetric metric() {
        return metric;
    }
}
