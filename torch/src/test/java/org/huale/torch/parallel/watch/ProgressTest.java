package org.huale.torch.parallel.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final Pulse PULSE = new Pulse(1_000, 10, new Leeway(5, 60));

    private final Progress progress = new Progress(PULSE, List.of(1));

    @Test
    void whoIsWaitedForTooLongIsLostWithItsPlace() {
        progress.stands(0, new Standing(4, false, "iteration 3 of 9"));
        progress.stands(1, new Standing(3, false, "iteration 2 of 9"));

        assertNobodyIsLostFor(5);
        Loss loss = progress.beat().orElseThrow();
        assertThat(loss.rank()).isEqualTo(1);
        assertThat(loss.words())
                .startsWith("says that it is there, but the others have waited for it for 6 s. Where it stood last:"
                        + " iteration 2 of 9, exchange 3. ")
                .contains("training.exchange.patience");
    }

    @Test
    void whoOnlyChangesItsPlaceDoesNotCome() {
        progress.stands(0, new Standing(4, false, "iteration 3 of 9"));
        for (int i = 0; i < 5; i++) {
            progress.stands(1, new Standing(3, false, "round " + i));
            assertNobodyIsLostFor(1);
        }

        assertThat(progress.beat().orElseThrow().words()).contains("round 4, exchange 3");
    }

    @Test
    void whereAllStandNobodyIsWaitedFor() {
        progress.stands(0, new Standing(7, false, "here"));
        progress.stands(1, new Standing(7, false, "here"));

        assertNobodyIsLostFor(1_000);
    }

    @Test
    void whereAllWaitInOneExchangeTwoDoNotReachEachOther() {
        for (int rank = 0; rank < 2; rank++) {
            progress.stands(rank, new Standing(7, true, "iteration 2 of 9"));
        }

        assertNobodyIsLostFor(6); // the first beat sees the exchange for the first time
        Loss loss = progress.beat().orElseThrow();
        assertThat(loss.rank()).isEqualTo(Loss.NOBODY);
        assertThat(loss.words())
                .startsWith("have all come to exchange 7, at iteration 2 of 9, which does not end for 6 s");
    }

    @Test
    void whoDoesNotHearAllCannotKnowThatAllWait() {
        Progress ofRankOne = new Progress(PULSE, List.of());
        ofRankOne.stands(0, new Standing(7, true, "here"));
        ofRankOne.stands(1, new Standing(7, true, "here"));
        for (int i = 0; i < 1_000; i++) {
            assertThat(ofRankOne.beat()).isEmpty();
        }
    }

    @Test
    void whoTookLongOnceMayTakeTenTimesAsLong() {
        waitedFor(3);

        progress.stands(0, new Standing(3, false, "ahead"));
        assertNobodyIsLostFor(30);
        assertThat(progress.beat()).isPresent();
    }

    @Test
    void butNotLongerThanTheMost() {
        waitedFor(5);

        progress.stands(0, new Standing(3, false, "ahead"));
        assertNobodyIsLostFor(50);
        progress.stands(1, new Standing(3, false, "there"));
        progress.stands(0, new Standing(4, false, "ahead"));
        assertNobodyIsLostFor(60);
        assertThat(progress.beat()).isPresent();
    }

    @Test
    void whoHasLeftIsNotWaitedFor() {
        progress.stands(0, new Standing(7, false, "here"));
        progress.stands(1, new Standing(6, false, "behind"));
        progress.left(1);

        assertNobodyIsLostFor(1_000);
    }

    @Test
    void aLeewayLastsAtLeastAsLongAsItsSeconds() {
        assertThat(new Leeway(5, 60).beats(0, new Pulse(4_000, 10))).isEqualTo(2);
        assertThat(new Leeway(9, 60).beats(0, new Pulse(4_000, 10))).isEqualTo(3);
        assertThat(new Leeway(1, 1).beats(500, new Pulse(4_000, 10))).isEqualTo(2);
        assertThat(Leeway.USUAL.beats(0, Pulse.USUAL)).isEqualTo(75);
        assertThat(Leeway.USUAL.beats(10, Pulse.USUAL)).isEqualTo(100);
        assertThat(Leeway.USUAL.beats(1_000, Pulse.USUAL)).isEqualTo(450);
        assertThatThrownBy(() -> new Leeway(0, 5)).hasMessageContaining("got 0 and 5");
        assertThatThrownBy(() -> new Leeway(6, 5)).hasMessageContaining("got 6 and 5");
    }

    /** Both have come to exchange 2, rank 1 so many beats after rank 0. */
    private void waitedFor(int beats) {
        progress.stands(0, new Standing(2, false, "there"));
        progress.stands(1, new Standing(1, false, "on the way"));
        assertNobodyIsLostFor(beats);
        progress.stands(1, new Standing(2, false, "there"));
    }

    private void assertNobodyIsLostFor(int beats) {
        for (int i = 0; i < beats; i++) {
            assertThat(progress.beat()).as("beat %d", i).isEmpty();
        }
    }
}
