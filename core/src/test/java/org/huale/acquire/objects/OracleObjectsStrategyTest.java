package org.huale.acquire.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.SeeingBound;
import org.huale.acquire.StrategyChoice;
import org.huale.acquire.StrategyLaws;
import org.huale.config.ConfigJson;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OracleObjectsStrategyTest extends StrategyLaws {

    @Override
    protected AcquisitionStrategy strategy() {
        return new SeeingBound(new OracleObjectsStrategy(OracleObjectsStrategy.Options.defaults()));
    }

    @ParameterizedTest
    @CsvSource({"confidence, 0.3, 0.05", "boxes, 5, 20"})
    void whatChoosesAmongDetectionsIsRefused(String key, String value, String usual) {
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> StrategyChoice.parse("{name: oracle-objects, " + key + ": " + value + "}"))
                .withMessageContaining("strategy." + key + ": " + key + " chooses among detections")
                .withMessageEndingWith("leave it out or keep it at " + usual + "; got " + value);
    }

    @Test
    void theOthersHaveTheRangesOfCoverageByDetections() {
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> StrategyChoice.parse("{name: oracle-objects, sample: 0, classBalance: 2}"))
                .withMessageContaining("strategy.sample: boxes and sample must be at least 1, got 20 and 0")
                .withMessageContaining("strategy.classBalance: classBalance must be in [0, 1], got 2.0");
    }

    /** Their configurations have all keys. */
    @Test
    void runsThatAreThereAreRead() {
        StrategyChoice usual = StrategyChoice.named("oracle-objects");
        assertThat(StrategyChoice.parse(
                        "{name: oracle-objects, confidence: 0.05, boxes: 20, sample: 1000, classBalance: 0.5}"))
                .isEqualTo(usual);
        assertThat(ConfigJson.write(usual)).contains("\"confidence\" : 0.05").contains("\"boxes\" : 20");
    }
}
