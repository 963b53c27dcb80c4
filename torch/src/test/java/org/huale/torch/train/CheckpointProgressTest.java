package org.huale.torch.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.huale.config.ConfigJson;
import org.junit.jupiter.api.Test;

class CheckpointProgressTest {

    @Test
    void checkpointsOfEarlierVersionsOweNoJudgement() {
        Progress earlier = ConfigJson.read(
                "{\"iteration\": 4, \"best\": 0.5, \"logLengths\": {\"metrics.csv\": 7}}", Progress.class);
        assertThat(earlier.owesJudgement()).isFalse();
        assertThat(earlier.logLengths()).isEqualTo(Map.of("metrics.csv", 7L));
        Progress owing = new Progress(4, null, Map.of(), true);
        assertThat(ConfigJson.read(ConfigJson.write(owing), Progress.class)).isEqualTo(owing);
    }
}
