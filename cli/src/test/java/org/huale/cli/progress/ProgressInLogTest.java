package org.huale.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressInLogTest {
    private final StringWriter err = new StringWriter();
    private long seconds;

    private ProgressReporter start(long total) {
        return new ProgressInLog(
                new ProgressReporter.Task("validate", "images", total),
                new PrintWriter(err),
                () -> TimeUnit.SECONDS.toNanos(seconds));
    }

    @Test
    void aLineComesEveryTenSecondsWithSpeedAndTimeLeft() {
        try (ProgressReporter progress = start(1000)) {
            for (seconds = 1; seconds <= 20; seconds++) {
                progress.advance(5);
            }
        }
        assertThat(err.toString().lines())
                .containsExactly(
                        "validate: 50 of 1000 images, 5.0/s, 3 min 10 s left",
                        "validate: 100 of 1000 images, 5.0/s, 3 min 0 s left",
                        "validate: 100 of 1000 images, 4.8/s");
    }

    @Test
    void workOnNothingSaysItsOneLine() {
        ProgressReporter progress = start(0);
        seconds = 1;
        progress.close();
        assertThat(err.toString().lines()).containsExactly("validate: 0 of 0 images, 0.0/s");
    }
}
