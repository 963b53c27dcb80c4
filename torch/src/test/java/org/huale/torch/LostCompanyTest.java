package org.huale.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.huale.detect.provider.FirstWeights;
import org.huale.detect.provider.SingleTraining;
import org.huale.detect.training.StopSignal;
import org.huale.detect.training.TrainingFolder;
import org.huale.detect.training.TrainingListener;
import org.huale.image.ImageReader;
import org.huale.problem.HualeException;
import org.huale.torch.parallel.Company;
import org.huale.torch.parallel.LostRankException;
import org.huale.torch.parallel.MeetingPoint;
import org.huale.torch.parallel.Member;
import org.huale.torch.parallel.Relay;
import org.huale.torch.parallel.Team;
import org.huale.torch.parallel.watch.DoorSign;
import org.huale.torch.parallel.watch.Leeway;
import org.huale.torch.parallel.watch.Pulse;
import org.huale.torch.train.AtIteration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Two processes, here threads, of which one hangs or that lose their network: both end, and the training goes on to the same bits. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class LostCompanyTest {
    private static final TrainingConfig CONFIG = ParallelTrainingTest.config(
            2, 1, List.of("training.iterations=12", "training.saving.everyIterations=2", "training.loader.threads=1"));

    /** Whoever waited too short a time may go on with more. */
    private static final TrainingConfig PATIENT = CONFIG.withTraining(
            CONFIG.training().withExchange(CONFIG.training().exchange().withPatience(900)));

    private static final String NEAR = "127.0.0.2";
    private static final String FAR = "127.0.0.1";

    /** Opened by whoever ends first, for the one that hangs. */
    private final CountDownLatch ended = new CountDownLatch(1);

    @TempDir
    private Path folder;

    @BeforeEach
    void trainUndisturbed() {
        whole("undisturbed", TrainingFolder.Opening.NEW, CONFIG);
    }

    @Test
    void whoHangsIsNamedWithItsIterationAndTheTrainingGoesOn() throws IOException {
        AtomicInteger read = new AtomicInteger();
        ImageReader hanging = file -> {
            if (read.incrementAndGet() == 7) {
                Team.await(ended);
            }
            return ParallelTrainingTest.noise(file);
        };
        Pulse pulse = new Pulse(50, 100_000, new Leeway(5, 1_800)); // longer where iterations are slow, too
        List<Throwable> failures = Team.work(
                2,
                folder.resolve("meeting"),
                pulse,
                company -> endOf(
                        company,
                        company.rank() == 1 ? hanging : ParallelTrainingTest::noise,
                        TrainingListener.silent()));

        assertThat(failures)
                .allSatisfy(it -> assertThat(it)
                        .isInstanceOf(LostRankException.class)
                        .hasMessageContaining(
                                "rank 1 of the 2 processes that work together says that it is there, but the others have"
                                        + " waited for it for ")
                        .hasMessageContaining(" s. Where it stood last: iteration 7 of 12, exchange "));
        requireGoingOn();
    }

    @Test
    void whyOneCouldNotGoOnIsToldAndTheTrainingGoesOn() throws IOException {
        AtomicInteger read = new AtomicInteger();
        ImageReader failing = file -> {
            if (read.incrementAndGet() == 7) {
                throw new HualeException("7.png: no image");
            }
            return ParallelTrainingTest.noise(file);
        };
        List<Throwable> failures = Team.work(
                2,
                folder.resolve("meeting"),
                company -> endOf(
                        company,
                        company.rank() == 1 ? failing : ParallelTrainingTest::noise,
                        TrainingListener.silent()));

        assertThat(failures.get(0))
                .isInstanceOf(LostRankException.class)
                .hasMessageContaining("rank 1 of the 2 processes that work together failed: 7.png: no image");
        assertThat(failures.get(1)).hasMessage("7.png: no image");
        requireGoingOn();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "other systems know no second address of their own")
    void whenTheNetworkGoesAwayAllEndAndTheTrainingGoesOn() throws IOException {
        try (Relay network = new Relay(NEAR, FAR)) {
            int port = Team.freePort();
            CompletableFuture<Throwable> first = CompletableFuture.supplyAsync(() -> endOf(
                    Company.at(new MeetingPoint.AtPort(FAR, port), member(0)),
                    ParallelTrainingTest::noise,
                    new AtIteration(5, network::cut)));
            network.serve(doorOfFirst(port)); // before the other one looks for it
            CompletableFuture<Throwable> second = CompletableFuture.supplyAsync(() -> endOf(
                    Company.at(new MeetingPoint.AtPort(NEAR, port), member(1)), untilCut(), TrainingListener.silent()));

            assertThat(first.join())
                    .isInstanceOf(LostRankException.class)
                    .hasMessageContaining("rank 1 of the 2 processes that work together has said nothing for 3 s");
            assertThat(second.join())
                    .isInstanceOf(LostRankException.class)
                    .hasMessageContaining("rank 0 of the 2 processes that work together has said nothing for 3 s");
        }
        requireGoingOn();
    }

    /** The connection by which sums go does not lead through the relay: after the cut, rank 1 comes to none any more. */
    private ImageReader untilCut() {
        AtomicInteger read = new AtomicInteger();
        return file -> {
            if (read.incrementAndGet() > 6) {
                Team.await(ended);
            }
            return ParallelTrainingTest.noise(file);
        };
    }

    private static Member member(int rank) {
        return new Member(rank, 2, new Pulse(100, 30));
    }

    /** The port by which rank 0 hears whether others are there. That where they meet is open at all addresses, and done with then. */
    private static int doorOfFirst(int port) {
        return DoorSign.of(new MeetingPoint.AtPort(FAR, port).store(1, 2).get_to_str("door"))
                .port();
    }

    private Throwable endOf(Company company, ImageReader reader, TrainingListener listener) {
        try {
            return catchThrowable(() -> new TorchTraining(reader, listener, new StopSignal())
                    .run(request("disturbed", TrainingFolder.Opening.NEW, CONFIG), company));
        } finally {
            ended.countDown();
        }
    }

    private void requireGoingOn() throws IOException {
        assertThat(folder.resolve("disturbed/checkpoint/state.safetensors")).exists();
        assertThat(folder.resolve("disturbed/weights/last.safetensors")).exists();
        whole("disturbed", TrainingFolder.Opening.RESUME, PATIENT);
        for (String file : List.of("metrics.csv", "weights/last.safetensors", "checkpoint/state.safetensors")) {
            assertThat(Files.readAllBytes(folder.resolve("disturbed").resolve(file)))
                    .as(file)
                    .isEqualTo(Files.readAllBytes(folder.resolve("undisturbed").resolve(file)));
        }
    }

    private void whole(String name, TrainingFolder.Opening opening, TrainingConfig config) {
        Team.work(
                2,
                folder.resolve("meeting-of-" + name),
                company -> new TorchTraining(ParallelTrainingTest::noise, TrainingListener.silent(), new StopSignal())
                        .run(request(name, opening, config), company));
    }

    private TrainingRequest request(String name, TrainingFolder.Opening opening, TrainingConfig config) {
        return new TrainingRequest(
                new SingleTraining(ParallelTrainingTest.dataset(), null, folder.resolve(name), opening, Map.of()),
                config,
                FirstWeights.random());
    }
}
