package org.huale.app.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.huale.config.Settings;
import org.huale.detect.provider.FirstWeights;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainConfigTest {

    /** As in runs. */
    @ParameterizedTest
    @ValueSource(strings = {"{name: command, %s}", "{command: {%s}}"})
    void aProgramOfOnesOwnIsNamedInEitherWay(String form) {
        String keys = "train: [t, '{out}'], predict: [p, '{images}', '{predictions}'], weights: w.pt";
        Settings settings = new Settings().assignment("detector=" + form.replace("%s", keys));
        assertThat(TrainConfig.of(settings, FirstWeights.random()).detector().name())
                .isEqualTo("command");
    }
}
