package org.huale.torch.parallel.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.huale.laws.LawSeeds;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class AttendanceTest {
    private static final Pulse PULSE = new Pulse(2_000, 3);

    @Test
    void whoIsSilentForAsManyBeatsIsLost() {
        Attendance attendance = new Attendance(PULSE, List.of(1, 2));

        assertThat(attendance.beat()).isEmpty();
        attendance.heard(1);
        assertThat(attendance.beat()).isEmpty();
        assertThat(attendance.beat()).contains(Loss.ofSilence(2, PULSE));
        assertThat(Loss.ofSilence(2, PULSE).words()).startsWith("has said nothing for 6 s");
    }

    @RepeatedTest(3)
    void whoIsHeardOfOftenEnoughIsNeverLost() {
        long seed = LawSeeds.fresh();
        SplittableRandom random = new SplittableRandom(seed);
        Attendance attendance = new Attendance(PULSE, List.of(1));
        for (int i = 0; i < 1_000; i++) {
            for (int beats = random.nextInt(PULSE.missed()); beats > 0; beats--) {
                assertThat(attendance.beat()).as("seed %d", seed).isEmpty();
            }
            attendance.heard(1);
        }
    }

    @Test
    void whoHasLeftIsNotMissed() {
        Attendance attendance = new Attendance(PULSE, List.of(1));
        attendance.left(1);
        attendance.heard(1);

        for (int i = 0; i < 10; i++) {
            assertThat(attendance.beat()).isEmpty();
        }
        assertThat(attendance.expects(1)).isFalse();
    }

    @Test
    void onlyTheFirstLossCounts() {
        Attendance attendance = new Attendance(PULSE, List.of(1, 2));

        assertThat(attendance.loss()).isEmpty();
        assertThat(attendance.lost(Loss.ofEnd(2))).isTrue();
        assertThat(attendance.lost(Loss.ofEnd(1))).isFalse();
        assertThat(attendance.loss()).contains(Loss.ofEnd(2));
    }

    @Test
    void aPulseHasATimeAndABound() {
        assertThatThrownBy(() -> new Pulse(0, 5)).hasMessageContaining("got 0 and 5");
        assertThatThrownBy(() -> new Pulse(5, 1)).hasMessageContaining("got 5 and 1");
        assertThat(Pulse.USUAL.silence()).isEqualTo("40 s");
    }
}
