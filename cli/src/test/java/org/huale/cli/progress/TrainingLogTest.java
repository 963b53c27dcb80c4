package org.huale.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.huale.detect.provider.TrainingRecipe;
import org.huale.detect.training.StepResult;
import org.huale.detect.training.TrainingListener.Step;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class TrainingLogTest {
    private static final StepResult RESULT = new StepResult(Map.of("total", 1.25), 1, 0.002);
    private static final Step STEP = new Step(17, 9, 550, RESULT, 34.56, Duration.ofSeconds(89));

    private record Recipe(int epochs) implements TrainingRecipe {
        @Override
        public int batchSize() {
            return 1;
        }

        @Override
        public long totalIterations(long batchesPerEpoch) {
            return 550;
        }

        @Override
        public String lossName() {
            return "standard";
        }
    }

    private static List<String> lines(int epochs, List<Step> steps) {
        Logger logger = (Logger) LoggerFactory.getLogger(TrainingLogTest.class);
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(said);
        TrainingLog log = new TrainingLog(logger, new Recipe(epochs));
        steps.forEach(log::stepped);
        logger.detachAppender(said);
        return said.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void epochsAreCountedAgainstAllWhereThereIsANumberOfThem() {
        assertThat(lines(26, List.of(STEP)))
                .containsExactly("epoch 18 of 26, iteration 9 of 550: loss 1.2500, learning rate 0.0020, 34.6 images/s,"
                        + " 0:01:29 left");
    }

    @Test
    void epochsAreOnlyCountedWhereIterationsDecide() {
        assertThat(lines(0, List.of(STEP)))
                .containsExactly(
                        "epoch 18, iteration 9 of 550: loss 1.2500, learning rate 0.0020, 34.6 images/s, 0:01:29 left");
    }

    @Test
    void minutesAreToldOnceAsSoonAsTheFirstIterationsAreMeasured() {
        assertThat(lines(0, steps(1, 60)))
                .filteredOn(it -> it.contains("minutes"))
                .containsExactly("about 24.9 minutes of training, without validation: 498 more iterations of 3.00 s");
    }

    @Test
    void whatGoesOnAfterAStopTellsWhatIsLeft() {
        assertThat(lines(0, steps(481, 550)))
                .filteredOn(it -> it.contains("minutes"))
                .containsExactly("about 0.9 minutes of training, without validation: 18 more iterations of 3.00 s");
    }

    @Test
    void aTrainingThatEndsBeforeAnythingIsMeasuredTellsNoMinutes() {
        assertThat(lines(0, steps(531, 550))).noneMatch(it -> it.contains("minutes"));
    }

    /** Of three seconds each. */
    private static List<Step> steps(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(i -> new Step(0, i, 550, RESULT, 1, Duration.ofSeconds(3L * (550 - i))))
                .toList();
    }
}
