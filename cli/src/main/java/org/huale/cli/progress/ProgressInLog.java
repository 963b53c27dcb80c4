package org.huale.cli.progress;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** A line every ten seconds, and one at the end. */
public final class ProgressInLog implements ProgressReporter {
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Task task;
    private final PrintWriter err;
    private final LongSupplier nanoTime;
    private final long started;
    private long lastLine;
    private long done;
    private boolean closed;

    public ProgressInLog(Task task, PrintWriter err) {
        this(task, err, System::nanoTime);
    }

    public ProgressInLog(Task task, PrintWriter err, LongSupplier nanoTime) {
        this.task = task;
        this.err = err;
        this.nanoTime = nanoTime;
        this.started = nanoTime.getAsLong();
        this.lastLine = started;
    }

    @Override
    public synchronized void advance(long count) {
        done += count;
        long now = nanoTime.getAsLong();
        if (now - lastLine >= INTERVAL.toNanos()) {
            lastLine = now;
            print(now);
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            print(nanoTime.getAsLong());
        }
    }

    private void print(long now) {
        double seconds = Math.max(1e-9, (now - started) / 1e9);
        double speed = done / seconds;
        String line = String.format(
                Locale.ROOT, "%s: %d of %d %s, %.1f/s", task.name(), done, task.total(), task.unit(), speed);
        boolean goesOn = !closed && done > 0 && done < task.total();
        err.println(goesOn ? line + ", " + spoken((task.total() - done) / speed) + " left" : line);
        err.flush();
    }

    public static String spoken(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        return whole < 3600
                ? whole / 60 + " min " + whole % 60 + " s"
                : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }
}
