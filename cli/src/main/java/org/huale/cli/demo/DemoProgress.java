package org.huale.cli.demo;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Says after each cycle of the demo how many are done and about how long the rest takes at the pace so far. */
final class DemoProgress {
    private final PrintWriter err;
    private final int all;
    private final LongSupplier nanoTime;
    private final long started;
    private final int before;
    private int done;

    /** @param done cycles of an earlier start, whose time is not known */
    DemoProgress(PrintWriter err, int all, int done) {
        this(err, all, done, System::nanoTime);
    }

    DemoProgress(PrintWriter err, int all, int done, LongSupplier nanoTime) {
        this.err = err;
        this.all = all;
        this.before = done;
        this.done = done;
        this.nanoTime = nanoTime;
        this.started = nanoTime.getAsLong();
    }

    void cycleEnded() {
        done++;
        double seconds = (nanoTime.getAsLong() - started) / 1e9;
        double left = seconds / (done - before) * (all - done);
        err.println(String.format(
                Locale.ROOT,
                "demo: %d of %d cycles%s",
                done,
                all,
                done < all ? ", about " + words(left) + " left" : ""));
        err.flush();
    }

    private static String words(double seconds) {
        return seconds < 60 ? Math.round(seconds) + " s" : Math.round(seconds / 60) + " min";
    }
}
