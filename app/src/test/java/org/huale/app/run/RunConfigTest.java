package org.huale.app.run;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.huale.config.Settings;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunConfigTest {
    private static final String COMMAND =
            "{command: {train: [t, '{out}'], predict: [p, '{images}', '{predictions}']," + " weights: w.pt}}";

    /** Evaluations need threads, whatever trains. */
    @ParameterizedTest
    @CsvSource({"small-resnet-fpn, 0", "'', 0", "'', -3", "'', 1025"})
    void threadsAreThereForDetectorsOfEveryKind(String detector, int threads) {
        Settings settings = new Settings()
                .assignment("data={pool: 'voc:a:trainval', test: 'voc:a:test'}")
                .assignment("detector=" + (detector.isEmpty() ? COMMAND : detector))
                .assignment("threads=" + threads);
        assertThatThrownBy(() -> RunConfig.of(settings))
                .isInstanceOf(HualeException.class)
                .hasMessage("command line: threads: threads must be in [1, 1024], got " + threads);
    }

    /** Of whom each would ask for the other's by its name. */
    @Test
    void strategiesWithinAStrategyTrainNothingInTwoWays() {
        Settings settings = new Settings()
                .assignment("data={pool: 'voc:a:trainval', test: 'voc:a:test'}")
                .assignment("detector=" + COMMAND)
                .assignment("strategy={name: switch, early: ppal, late: {name: ppal, mode: faithful}}");
        assertThatThrownBy(() -> RunConfig.of(settings))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith("strategy: wants class-quality trained beside the detector in two ways")
                .hasMessageEndingWith("; give both the same options");
    }
}
