package org.huale.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.huale.detect.NetworkTime;
import org.huale.detect.WatchedDetector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DetectionProgressTest {
    private static final long SECOND = 1_000_000_000;

    private final StringWriter err = new StringWriter();

    @AfterEach
    @BeforeEach
    void loud() {
        System.clearProperty(ProgressReporter.QUIET_PROPERTY);
    }

    @Test
    void whatTheNetworkWaitedForIsSaidAtTheEnd() {
        try (WatchedDetector.Watch watch = begun()) {
            watch.done();
            watch.ended(new NetworkTime(7_000_000_000L, 210_000_000, 6_650_000_000L));
        }
        assertThat(err.toString().lines().skip(1))
                .containsExactly("detect flipped: the network waited for images for 3.0 % of 7.0 s, and was idle for"
                        + " 5.0 % in all");
    }

    @Test
    void whereNobodyMeasuredItNothingIsSaid() {
        try (WatchedDetector.Watch watch = begun()) {
            watch.done();
        }
        assertThat(err.toString().lines()).hasSize(1);
    }

    @Test
    void ofLessThanASecondNothingIsSaid() {
        try (WatchedDetector.Watch watch = begun()) {
            watch.ended(new NetworkTime(SECOND - 1, 0, SECOND / 2));
        }
        assertThat(err.toString().lines()).hasSize(1);
    }

    @Test
    void withQuietNothingIsSaid() {
        System.setProperty(ProgressReporter.QUIET_PROPERTY, "true");
        try (WatchedDetector.Watch watch = begun()) {
            watch.ended(new NetworkTime(SECOND, 0, SECOND));
        }
        assertThat(err.toString()).isEmpty();
    }

    private WatchedDetector.Watch begun() {
        return new DetectionProgress(new PrintWriter(err)).begun("flipped", 1);
    }
}
