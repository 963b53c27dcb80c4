package org.huale.cli.progress;

import java.io.PrintWriter;
import java.util.Locale;
import org.huale.detect.NetworkTime;
import org.huale.detect.WatchedDetector;
import org.jspecify.annotations.Nullable;

/** Shows how far a detection is, and at its end what it spent its time on. */
public record DetectionProgress(PrintWriter err) implements WatchedDetector.Watcher {
    /** Nanoseconds; what shorter detections spend their time on tells nothing. */
    private static final long LEAST_TOLD = 1_000_000_000;

    @Override
    public WatchedDetector.Watch begun(String what, int images) {
        return new Shown("detect " + what, images);
    }

    /** One detection. */
    private final class Shown implements WatchedDetector.Watch {
        private final String name;
        private final ProgressReporter progress;
        private @Nullable NetworkTime time;

        Shown(String name, int images) {
            this.name = name;
            this.progress = ProgressReporter.start(new ProgressReporter.Task(name, "images", images), err);
        }

        @Override
        public void done() {
            progress.advance(1);
        }

        @Override
        public void ended(NetworkTime measured) {
            time = measured;
        }

        @Override
        public void close() {
            progress.close();
            if (time != null && time.total() >= LEAST_TOLD && !ProgressReporter.isQuiet()) {
                err.println(name + ": " + inWords(time));
                err.flush();
            }
        }
    }

    private static String inWords(NetworkTime time) {
        return String.format(
                Locale.ROOT,
                "the network waited for images for %.1f %% of %.1f s, and was idle for %.1f %% in all",
                100 * time.waitingShare(),
                time.total() / 1e9,
                100 * time.idleShare());
    }
}
