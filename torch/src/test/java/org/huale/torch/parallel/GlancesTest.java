package org.huale.torch.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GlancesTest {
    private static final int GLANCES = 1_100;

    @Test
    void anInterruptedThreadPausesAsOthersDoAndIsInterruptedAfterwards() {
        AtomicInteger glances = new AtomicInteger();
        long began = System.nanoTime();
        Thread.currentThread().interrupt();
        boolean over = Glances.within(() -> glances.incrementAndGet() > GLANCES, 50_000);
        long milliseconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(over).isTrue();
        assertThat(milliseconds).as("100 glances after the first thousand").isGreaterThanOrEqualTo(90);
    }

    @Test
    void whatDoesNotEndIsGivenUp() {
        assertThat(Glances.within(() -> false, 20)).isFalse();
        assertThat(Thread.interrupted()).isFalse();
    }
}
