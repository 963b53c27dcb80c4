package org.huale.acquire.coverage;

import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.StrategyLaws;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws hold of every option that changes the way. */
@ParameterizedClass(name = "{0}")
@ValueSource(
        strings = {
            "candidates={factor: 0}",
            "candidates={factor: 1}",
            "candidates={strategy: hua, factor: 3}",
            "candidates={strategy: random, factor: 6}",
            "candidates={strategy: ppal, factor: 2}",
            "presence={count: objects, calibration: none}",
            "presence={confidence: 0.3, suppression: 1}",
            "presence={calibration: classifier}",
            "presence={calibration: classifier, count: objects} boxCost=0.5",
            "scoreWeight=1",
            "boxCost=0.5",
            "unseenConfidence=0",
            "method=class_matching",
            "method=class_matching matching={labeled: true} candidates={factor: 0}"
        })
class CoverageVariantsTest extends StrategyLaws {

    @Parameter
    String options = "";

    @Override
    protected AcquisitionStrategy strategy() {
        return CoverageStrategyTest.strategy(options.split(" (?=[a-zA-Z]+=)"));
    }

    @Override
    protected boolean drawsAmongEquals() {
        return options.contains("random");
    }
}
