package org.huale.torch.train.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.huale.torch.train.optimize.LearningRateSchedule.Options;
import org.huale.torch.train.optimize.LearningRateSchedule.Options.Kind;
import org.huale.torch.train.optimize.LearningRateSchedule.Options.Unit;
import org.junit.jupiter.api.Test;

/** The twins are PyTorch's chained forms, which find each rate from the one before. */
class LearningRateScheduleTest {

    @Test
    void warmUpGoesOnBeyondTheFirstEpochWhereItMay() {
        LearningRateSchedule schedule =
                new Options(Kind.STEP, List.of(), Unit.EPOCH, 0.1, 0, 40, 0, false).over(5, 200);
        assertThat(schedule.factor(4)).isEqualTo(0.1);
        assertThat(schedule.factor(20)).isEqualTo(0.5);
        assertThat(schedule.factor(40)).isEqualTo(1);
    }

    @Test
    void stepsFollowTheChainedForm() {
        LearningRateSchedule schedule =
                new Options(Kind.STEP, List.of(2, 5), Unit.EPOCH, 0.1, 0, 0, 0, true).over(10, 80);
        double rate = 1;
        for (int i = 0; i < 80; i++) {
            rate *= i == 20 || i == 50 ? 0.1 : 1;
            assertThat(schedule.factor(i)).isCloseTo(rate, within(1e-15));
        }
    }

    @Test
    void milestonesMayCountIterations() {
        LearningRateSchedule schedule =
                new Options(Kind.STEP, List.of(7), Unit.ITERATION, 0.5, 0, 0, 0, true).over(10, 80);

        assertThat(schedule.factor(6)).isEqualTo(1);
        assertThat(schedule.factor(7)).isEqualTo(0.5);
    }

    @Test
    void cosineFollowsTheChainedForm() {
        int length = 40;
        double floor = 0.2;
        LearningRateSchedule schedule =
                new Options(Kind.COSINE, List.of(), Unit.EPOCH, 0.1, floor, 0, 0, true).over(10, length);
        double rate = 1;
        for (int i = 0; i <= length; i++) {
            assertThat(schedule.factor(i)).isCloseTo(rate, within(1e-12));
            rate = (1 + Math.cos(Math.PI * (i + 1) / length)) / (1 + Math.cos(Math.PI * i / length)) * (rate - floor)
                    + floor;
        }
    }

    @Test
    void warmUpFollowsTheChainedForm() {
        int length = 8;
        double start = 0.001;
        LearningRateSchedule schedule =
                new Options(Kind.STEP, List.of(), Unit.EPOCH, 0.1, 0, length, start, true).over(100, 200);
        double rate = start;
        for (int i = 0; i < 20; i++) {
            assertThat(schedule.factor(i)).isCloseTo(rate, within(1e-12));
            if (i < length) {
                rate *= 1 + (1 - start) / (length * start + i * (1 - start));
            }
        }
    }

    @Test
    void warmUpEndsWithTheFirstEpochAtTheLatest() {
        LearningRateSchedule schedule = Options.defaults().over(5, 60);

        assertThat(schedule.factor(3)).isLessThan(1);
        assertThat(schedule.factor(4)).isEqualTo(1);
    }

    @Test
    void anEpochOfOneIterationHasNoWarmUp() {
        assertThat(Options.defaults().over(1, 12).factor(0)).isEqualTo(1);
    }

    @Test
    void badMilestonesAreRefused() {
        assertThatThrownBy(() -> new Options(Kind.STEP, List.of(5, 5), Unit.EPOCH, 0.1, 0, 0, 0, true))
                .hasMessageContaining("[5, 5]");
    }
}
