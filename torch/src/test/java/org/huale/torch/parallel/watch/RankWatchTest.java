package org.huale.torch.parallel.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rank 0 and others in one process, by connections of this machine. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class RankWatchTest {
    private static final String HERE = "127.0.0.1";
    private static final Pulse QUICK = new Pulse(50, 10);
    private static final Pulse PATIENT = new Pulse(50, 100_000);

    private WatchDoor door;

    @BeforeEach
    void open() throws IOException {
        door = WatchDoor.at(HERE, PATIENT);
    }

    @AfterEach
    void close() throws IOException {
        door.close();
    }

    /**
     * On a machine that is busy with other things, who beats may be heard of as late: never later than the one of which nothing is
     * heard, and of several the first is named. It has patience itself, or it might miss rank 0.
     */
    @Test
    void silenceOfOneIsToldToAll() throws IOException {
        door.close();
        door = WatchDoor.at(HERE, QUICK);
        DoorSign patient = new DoorSign(door.sign().port(), PATIENT);
        try (RankWatch first = RankWatch.ofFirst(door, "task", 3);
                RankWatch third = RankWatch.ofOther(2, "task", HERE, patient);
                Socket silent = greeted(1, "task")) {
            awaitLoss(first);
            awaitLoss(third);

            assertThat(first.loss()).contains(Loss.ofSilence(1, QUICK));
            assertThat(third.loss().orElseThrow().words())
                    .isEqualTo(Loss.ofSilence(1, QUICK).words());
            assertThat(third.loss().orElseThrow().rank()).isEqualTo(1);
            assertThat(silent.isConnected()).isTrue();
        }
    }

    @Test
    void whoNeverComesIsSilent() throws IOException {
        door.close();
        door = WatchDoor.at(HERE, QUICK);
        try (RankWatch first = RankWatch.ofFirst(door, "task", 2)) {
            awaitLoss(first);

            assertThat(first.loss()).contains(Loss.ofSilence(1, QUICK));
        }
    }

    @Test
    void aSilentRankZeroIsMissed() throws IOException {
        DoorSign hasty = new DoorSign(door.sign().port(), QUICK);
        try (RankWatch second = RankWatch.ofOther(1, "task", HERE, hasty)) { // nobody answers at the door
            awaitLoss(second);

            assertThat(second.loss()).contains(Loss.ofSilence(0, QUICK));
        }
    }

    @Test
    void aConnectionThatEndsWithoutFarewellIsToldToAll() throws IOException {
        try (RankWatch first = RankWatch.ofFirst(door, "task", 3);
                RankWatch second = other(1)) {
            greeted(2, "task").close();
            awaitLoss(first);
            awaitLoss(second);

            assertThat(first.loss()).contains(Loss.ofEnd(2));
            assertThat(second.loss()).contains(Loss.ofEnd(2));
        }
    }

    @Test
    void whyOneFailedIsToldToAll() throws IOException {
        try (RankWatch first = RankWatch.ofFirst(door, "task", 3);
                RankWatch second = other(1);
                RankWatch third = other(2)) {
            third.giveUp("3.png: no image");
            awaitLoss(first);
            awaitLoss(second);

            assertThat(first.loss()).contains(Loss.ofFailure(2, "3.png: no image"));
            assertThat(second.loss()).contains(Loss.ofFailure(2, "3.png: no image"));
            assertThat(second.loss().orElseThrow().words()).isEqualTo("failed: 3.png: no image");
        }
    }

    @Test
    void whoSaysFarewellIsNotLost() throws IOException {
        try (RankWatch first = RankWatch.ofFirst(door, "task", 3);
                RankWatch second = other(1)) {
            other(2).close();
            second.giveUp("enough"); // comes after the farewell of the other, or is the only loss all the same
            awaitLoss(first);

            assertThat(first.loss()).contains(Loss.ofFailure(1, "enough"));
        }
    }

    @Test
    void whoBeatsAndDoesNotComeIsToldToAll() throws IOException {
        waitForASecondAtMost();
        try (RankWatch first = RankWatch.ofFirst(door, "task", 3);
                RankWatch second = patient(1);
                RankWatch third = patient(2)) {
            third.stand(new Standing(0, false, "iteration 1 of 9"));
            second.stand(new Standing(1, false, "iteration 1 of 9"));
            first.stand(new Standing(1, false, "iteration 1 of 9"));
            awaitLoss(first);
            awaitLoss(second);
            awaitLoss(third);

            assertStoodStill(first, 2, "iteration 1 of 9, exchange 0");
            assertStoodStill(second, 2, "iteration 1 of 9, exchange 0");
            assertStoodStill(third, 2, "iteration 1 of 9, exchange 0");
        }
    }

    @Test
    void rankZeroIsWaitedForNoLongerThanOthers() throws IOException {
        waitForASecondAtMost();
        try (RankWatch first = RankWatch.ofFirst(door, "task", 2);
                RankWatch second = other(1)) {
            second.stand(new Standing(1, false, "iteration 1 of 9"));
            awaitLoss(first);
            awaitLoss(second);

            assertStoodStill(first, 0, "the beginning, exchange 0");
            assertStoodStill(second, 0, "the beginning, exchange 0");
        }
    }

    @Test
    void anExchangeOfAllThatDoesNotEndIsToldToAll() throws IOException {
        waitForASecondAtMost();
        try (RankWatch first = RankWatch.ofFirst(door, "task", 2);
                RankWatch second = patient(1)) {
            second.stand(new Standing(1, true, "iteration 1 of 9"));
            first.stand(new Standing(1, true, "iteration 1 of 9"));
            awaitLoss(first);
            awaitLoss(second);

            assertThat(second.loss().orElseThrow().words())
                    .startsWith("have all come to exchange 1, at iteration 1 of 9")
                    .isEqualTo(first.loss().orElseThrow().words());
        }
    }

    private void waitForASecondAtMost() throws IOException {
        door.close();
        door = WatchDoor.at(HERE, PATIENT.with(new Leeway(1, 1)));
    }

    private static void assertStoodStill(RankWatch watch, int rank, String place) {
        Loss loss = watch.loss().orElseThrow();
        assertThat(loss.rank()).isEqualTo(rank);
        assertThat(loss.words()).startsWith("says that it is there").contains(place);
    }

    @Test
    void strangersAreTurnedAway() throws IOException {
        try (RankWatch first = RankWatch.ofFirst(door, "task", 3);
                RankWatch second = other(1)) {
            greeted(2, "another task").close();
            greeted(7, "task").close();
            greeted(0, "task").close();
            try (Socket stranger = socket();
                    OutputStream out = stranger.getOutputStream()) {
                out.write(new byte[] {'G', 'E', 'T', ' ', '/'});
            }
            second.giveUp("enough");
            awaitLoss(first);

            assertThat(first.loss()).contains(Loss.ofFailure(1, "enough"));
        }
    }

    @Test
    void theSignOfADoorIsReadAsItWasWritten() {
        DoorSign sign = new DoorSign(40_000, new Pulse(250, 20, new Leeway(7, 70)));

        assertThat(DoorSign.of(sign.text())).isEqualTo(sign);
    }

    private RankWatch other(int rank) throws IOException {
        return RankWatch.ofOther(rank, "task", HERE, door.sign());
    }

    /**
     * Waits as long as may be, and hears from rank 0 who is missed. It stands first: the others hear of that with the next beat only, and
     * rank 0 knows at once where it stands itself, so that on a busy machine neither is taken for the one that does not come.
     */
    private RankWatch patient(int rank) throws IOException {
        return RankWatch.ofOther(rank, "task", HERE, new DoorSign(door.sign().port(), PATIENT));
    }

    /** Says who it is, and nothing else. */
    private Socket greeted(int rank, String task) throws IOException {
        Socket socket = socket();
        new Message(Message.Kind.HELLO, rank, task).write(new DataOutputStream(socket.getOutputStream()));
        return socket;
    }

    private Socket socket() throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), door.sign().port()));
        return socket;
    }

    private static void awaitLoss(RankWatch watch) {
        while (watch.loss().isEmpty()) {
            try {
                Thread.sleep(5); // the time limit of the class says when this has failed
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
