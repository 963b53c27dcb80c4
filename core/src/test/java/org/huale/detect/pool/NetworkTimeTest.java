package org.huale.detect.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.huale.dataset.ClassNames;
import org.huale.detect.BatchPass;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.NetworkTime;
import org.huale.detect.ScriptedDetector;
import org.huale.detect.View;
import org.huale.detect.WrappedDetector;
import org.huale.image.Image;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** By a clock that goes on by what is done, and not by itself; each image is read only when its batch is waited for. */
@Timeout(60)
class NetworkTimeTest {
    private static final long READING = 30;
    private static final long NETWORK = 70;
    private static final long SINK = 5;
    private static final int BATCH = 2;
    private static final int IMAGES = 12;
    private static final NetworkTime EXPECTED = new NetworkTime(
            IMAGES * READING + IMAGES / BATCH * NETWORK + IMAGES * SINK, IMAGES * READING, IMAGES / BATCH * NETWORK);

    private final AtomicLong clock = new AtomicLong();
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger read = new AtomicInteger();

    @Test
    void waitingForImagesAndTheNetworksWorkAreToldApart() {
        PoolRunner runner = runner();
        assertThat(runner.latestTime()).isEmpty();
        runner.detect(NoiseImages.records(IMAGES), View.FLIPPED, (image, found) -> clock.addAndGet(SINK));
        assertThat(runner.latestTime()).contains(EXPECTED);
    }

    @Test
    void descriptionsAreTimedAsDetectionsAre() {
        PoolRunner runner = runner();
        runner.describe(NoiseImages.records(IMAGES), ScriptedDetector.COLOUR, (image, vector) -> clock.addAndGet(SINK));
        assertThat(runner.latestTime()).contains(EXPECTED);
    }

    @Test
    void noImagesTakeNoTime() {
        PoolRunner runner = runner();
        runner.detect(List.of(), View.ORIGINAL, (image, found) -> {});
        NetworkTime none = runner.latestTime().orElseThrow();
        assertThat(none).isEqualTo(new NetworkTime(0, 0, 0));
        assertThat(none.waitingShare()).isZero();
        assertThat(none.idleShare()).isZero();
    }

    @Test
    void sharesAreOfTheWholeTime() {
        NetworkTime time = new NetworkTime(200, 10, 160);
        assertThat(time.waitingShare()).isEqualTo(0.05);
        assertThat(time.idleShare()).isEqualTo(0.2);
        assertThatThrownBy(() -> new NetworkTime(100, 30, 71)).hasMessageContaining("got 30 and 71 of 100");
    }

    private PoolRunner runner() {
        return new PoolRunner(
                new Slow(new ScriptedDetector(ClassNames.of("a")), clock),
                new PoolRunner.Reading(this::whenWaitedFor, BATCH, new ReadAhead(1, 2)),
                Set.of(),
                this::look);
    }

    private long look() {
        looks.incrementAndGet();
        return clock.get();
    }

    /** The clock is looked at once to begin with and four times a batch, the first time before it is waited for. */
    private Image whenWaitedFor(Path file) {
        int batch = read.getAndIncrement() / BATCH;
        while (looks.get() < 2 + 4 * batch) {
            Thread.onSpinWait();
        }
        clock.addAndGet(READING);
        return NoiseImages.read(file);
    }

    /** A detector whose network takes its time. */
    private record Slow(ScriptedDetector detector, AtomicLong clock) implements WrappedDetector {

        @Override
        public BatchPass<?, Detections> detection(Set<EvidencePart> wanted) {
            return slow(detector.detection(wanted));
        }

        @Override
        public BatchPass<?, float[]> description(String vector) {
            return slow(detector.description(vector));
        }

        private <P, T> BatchPass<P, T> slow(BatchPass<P, T> pass) {
            return new BatchPass<>(pass.preparation(), batch -> {
                clock.addAndGet(NETWORK);
                return pass.network().apply(batch);
            });
        }
    }
}
