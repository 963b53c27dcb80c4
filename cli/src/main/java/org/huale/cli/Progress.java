package org.huale.cli;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Progress on stderr: a bar on a terminal, a line every ten seconds in a log. Safe for use by many threads. */
final class Progress implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
    private static final String ON_TERMINAL = "huale.terminal"; // set by bin/huale, which can ask about stderr alone
    private static final long BETWEEN_LINES = Duration.ofSeconds(10).toNanos();
    private final String what;
    private final long total;
    private final long start = System.nanoTime();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong nextLine = new AtomicLong(start + BETWEEN_LINES);
    private final @Nullable ProgressBar bar;

    private Progress(String what, long total, @Nullable ProgressBar bar) {
        this.what = what;
        this.total = total;
        this.bar = bar;
    }

    static Progress over(String what, long total) {
        return new Progress(what, total, Boolean.getBoolean(ON_TERMINAL) ? bar(what, total) : null);
    }

    private static ProgressBar bar(String what, long total) {
        return new ProgressBarBuilder()
                .setTaskName(what)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUnit(" " + what, 1)
                .showSpeed()
                .build();
    }

    /** One more is done. */
    void step() {
        long count = done.incrementAndGet();
        if (bar != null) {
            bar.step();
            return;
        }
        long now = System.nanoTime();
        long due = nextLine.get();
        if (now - due >= 0 && nextLine.compareAndSet(due, now + BETWEEN_LINES)) {
            double rate = count / Math.max(1e-9, (now - start) / 1e9);
            LOG.info(
                    "{} of {} {}, {} a second, {} s to go",
                    count,
                    total,
                    what,
                    Math.round(rate),
                    Math.round((total - count) / rate));
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
