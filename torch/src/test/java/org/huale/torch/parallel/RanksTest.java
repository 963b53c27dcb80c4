package org.huale.torch.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.huale.detect.training.StoppedException;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;
import org.huale.problem.Logged;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.torch.parallel.watch.Leeway;
import org.huale.torch.parallel.watch.Pulse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Gloo between the threads of this process. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class RanksTest {
    @TempDir
    private Path folder;

    @Test
    void sumsMaximaAndCopiesAreTheSameInAllProcesses() {
        List<String> results = each(3, ranks -> {
            Tensor sum = Tensors.of(new float[] {ranks.rank(), 10 * ranks.rank()}, 2);
            Tensor most = Tensors.of(new long[] {ranks.rank(), -ranks.rank()}, 2);
            Tensor first = Tensors.of(new float[] {7 + ranks.rank()}, 1);
            ranks.sum(sum);
            ranks.max(most);
            ranks.copyOfFirst(first);
            return List.of(Tensors.toFloats(sum)[1], Tensors.toLongs(most)[0], Tensors.toLongs(most)[1]) + " "
                    + Tensors.toFloats(first)[0];
        });

        assertThat(results).containsOnly("[30.0, 2, 0] 7.0");
    }

    @Test
    void oneIsEnoughForAny() {
        assertThat(each(3, ranks -> ranks.any(ranks.rank() == 2))).containsOnly(true);
        assertThat(each(2, ranks -> ranks.any(false))).containsOnly(false);
    }

    @Test
    void aSlowProcessIsWaitedForAsLongAsItBeats() {
        Path meeting = folder.resolve("meeting");
        List<Boolean> results = Team.work(2, meeting, new Pulse(50, 100), company -> {
            try (Ranks ranks = company.join("the same")) {
                pause(ranks.rank() * 7_000L); // longer than the five seconds after which silence counts
                return ranks.any(ranks.rank() == 1);
            }
        });

        assertThat(results).containsOnly(true);
    }

    @Test
    void whoIsThereAndNeverComesIsNamedWithItsPlace() {
        CountDownLatch joined = new CountDownLatch(2);
        CountDownLatch ended = new CountDownLatch(1);
        Pulse pulse = new Pulse(50, 100_000, new Leeway(1, 1));

        assertThatThrownBy(() -> Team.work(2, folder.resolve("meeting"), pulse, company -> {
                    try (Ranks ranks = company.join("the same")) {
                        joined.countDown();
                        Team.await(joined); // on a busy machine one may be connected later
                        ranks.standAt("iteration 3 of 9");
                        ranks.any(false);
                        if (ranks.rank() == 1) {
                            Team.await(ended); // and beats
                        }
                        return ranks.any(true);
                    } finally {
                        ended.countDown();
                    }
                }))
                .isInstanceOf(LostRankException.class)
                .hasMessageContaining(
                        "rank 1 of the 2 processes that work together says that it is there, but the others"
                                + " have waited for it for 1 s. Where it stood last: iteration 3 of 9, exchange 1. ")
                .hasMessageContaining("--resume");
    }

    @Test
    void whyAnotherEndsIsTold() {
        assertThatThrownBy(() -> each(
                        3,
                        ranks -> ranks.doing(() -> {
                            if (ranks.rank() == 2) {
                                throw new HualeException("3.png: no image");
                            }
                            return ranks.any(true);
                        })))
                .isInstanceOf(LostRankException.class)
                .hasMessageContaining("rank 2 of the 3 processes that work together failed: 3.png: no image")
                .hasMessageContaining("--resume");
    }

    @Test
    void aScalarsSumHasTheGradientOfItsPart() {
        List<String> results = each(2, ranks -> {
            BatchPart part = new BatchPart(ranks, 1, 2);
            Tensor own = Tensors.of(new float[] {ranks.rank() + 1}).requires_grad_(true);
            Tensor sum = part.sum(own.mul(own));
            sum.mul(sum).backward(); // d/dx (x^2 + y^2)^2 = 2 (x^2 + y^2) 2 x
            return sum.item_float() + " " + own.grad().item_float();
        });

        assertThat(results).containsExactly("5.0 20.0", "5.0 40.0");
    }

    @Test
    void whoOnlyLooksOnCountsForNothing() {
        List<String> results = each(2, ranks -> {
            BatchPart part = new BatchPart(ranks, 1 - ranks.rank(), 1);
            Tensor own = Tensors.of(new float[] {3}).requires_grad_(true);
            Tensor sum = part.sum(own);
            sum.backward();
            return sum.item_float() + " " + own.grad().item_float() + " " + part.counts(5)[0];
        });

        assertThat(results).containsExactly("3.0 1.0 5", "3.0 0.0 5");
    }

    @Test
    void imagesArePaddedToTheLargestOfAllProcesses() {
        List<ImageSize> results = each(
                2,
                ranks -> new BatchPart(ranks, 1, 2)
                        .padded(ranks.isFirst() ? new ImageSize(64, 32) : new ImageSize(32, 96)));

        assertThat(results).containsOnly(new ImageSize(64, 96));
    }

    @Test
    void gradientsAddUpAlsoWhereAProcessHasNone() {
        List<List<Float>> results = each(2, ranks -> {
            Tensor both = Tensors.of(new float[] {2, 3}, 2).requires_grad_(true);
            Tensor one = Tensors.of(new float[] {5}, 1).requires_grad_(true);
            Tensor none = Tensors.of(new float[] {5}, 1).requires_grad_(true);
            Tensor loss = both.mul(both).sum();
            (ranks.isFirst() ? loss : loss.add(one.sum())).backward();
            new TensorExchange(ranks).sumGradients(List.of(both, one, none));
            float[] sums = Tensors.toFloats(both.grad());
            return List.of(
                    sums[0], sums[1], one.grad().item_float(), none.grad().defined() ? 1f : 0f);
        });

        assertThat(results).containsOnly(List.of(8f, 12f, 1f, 0f));
    }

    @Test
    void manyTensorsAreSentInTheirOrder() {
        List<Boolean> results = each(2, ranks -> {
            List<Tensor> tensors = new SplittableRandom(1)
                    .ints(40, 1, 400_000)
                    .mapToObj(length -> torch.full(new long[] {length}, new Scalar(ranks.isFirst() ? length : 0)))
                    .toList();
            new TensorExchange(ranks).copyOfFirst(tensors);
            return tensors.stream()
                    .allMatch(it -> it.eq(new Scalar((double) it.numel())).all().item_bool());
        });

        assertThat(results).containsOnly(true);
    }

    @Test
    void whoLosesAnotherIsTold() {
        assertThatThrownBy(() -> each(2, ranks -> {
                    if (!ranks.isFirst()) {
                        return false; // and closes its connections
                    }
                    return ranks.any(true);
                }))
                .isInstanceOf(LostRankException.class)
                .hasMessageContaining("another process of this training is gone")
                .hasMessageContaining("--resume");
    }

    /** Or Ctrl-C would end a process only when its patience does. */
    @Test
    void whoIsToStopWaitsForNobody() {
        Company company =
                Company.at(new MeetingPoint.InFile(folder.resolve("alone")), new Member(0, 2), stoppingSoon());

        assertThatThrownBy(() -> company.join("the same")).isInstanceOf(StoppedException.class);
    }

    @Test
    void whoIsToStopDoesNotWaitForThePortOfTheFirst() throws IOException {
        int port = Team.freePort();
        Company company = Company.at(new MeetingPoint.AtPort("127.0.0.1", port), new Member(1, 2), stoppingSoon());

        List<String> told = Logged.by(
                Meeting.class,
                Level.INFO,
                () -> assertThatThrownBy(() -> company.join("the same")).isInstanceOf(StoppedException.class));

        assertThat(told)
                .singleElement()
                .asString()
                .startsWith("rank 1 waits for rank 0 at 127.0.0.1:" + port + ": Connection refused");
    }

    private static Runnable stoppingSoon() {
        AtomicInteger glances = new AtomicInteger();
        return () -> {
            if (glances.incrementAndGet() > 2) {
                throw new StoppedException();
            }
        };
    }

    @Test
    void processesThatAreToDoDifferentThingsDoNotBegin() {
        assertThatThrownBy(() -> Team.work(2, folder.resolve("other"), company -> {
                    company.join("task of " + company.rank()).close();
                    return true;
                }))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("are to do something else");
    }

    private <T> List<T> each(int size, Function<Ranks, T> work) {
        Path meeting = folder.resolve("meeting-" + System.nanoTime());
        return Team.work(size, meeting, company -> {
            try (Ranks ranks = company.join("the same")) {
                return TensorScope.get(() -> work.apply(ranks));
            }
        });
    }

    private static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
