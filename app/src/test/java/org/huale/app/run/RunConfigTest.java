package org.huale.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
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

    private static Settings settings(String... words) {
        Settings settings = new Settings()
                .assignment("data={pool: 'voc:a:trainval', test: 'voc:a:test'}")
                .assignment("weights={mode: scratch}");
        List.of(words).forEach(settings::assignment);
        return settings;
    }

    /** Protocols say {@code loss: standard}, and words come after them. */
    @Test
    void ofAShortKeyAndALongOneTheLaterCounts() {
        assertThat(RunConfig.of(settings("loss=standard", "training.loss=emphasis"))
                        .lossName())
                .isEqualTo("emphasis");
        assertThat(RunConfig.of(settings("training.loss=emphasis", "loss=standard"))
                        .lossName())
                .isEqualTo("standard");
    }

    @Test
    void theInitialSetHasRoomInTheTotalBudget() {
        assertThat(RunConfig.of(settings("totalBudget=60", "initial.images=60")).totalBudget())
                .isEqualTo(60);
        assertThatThrownBy(() -> RunConfig.of(settings("totalBudget=60", "initial.images=61")))
                .isInstanceOf(HualeException.class)
                .hasMessage(
                        "totalBudget: 60 images may be labeled at most, and the initial set has 61; raise it, or begin"
                                + " with fewer");
    }

    @Test
    void noPathHangsOnTheFolderWhereARunIsGoneOnWith() {
        OracleChoice oracle = RunConfig.of(settings("oracle={name: files, finished: 'coco:done/{cycle}.json'}"))
                .absolute()
                .oracle();
        assertThat(oracle.finished())
                .isEqualTo("coco:" + Path.of("done/{cycle}.json").toAbsolutePath());
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
