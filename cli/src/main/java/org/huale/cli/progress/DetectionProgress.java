package org.huale.cli.progress;

import java.io.PrintWriter;
import org.huale.detect.WatchedDetector;

/** Shows how far a detection is. */
public record DetectionProgress(PrintWriter err) implements WatchedDetector.Watcher {

    @Override
    public WatchedDetector.Watch begun(String what, int images) {
        ProgressReporter progress =
                ProgressReporter.start(new ProgressReporter.Task("detect " + what, "images", images), err);
        return new WatchedDetector.Watch() {
            @Override
            public void done() {
                progress.advance(1);
            }

            @Override
            public void close() {
                progress.close();
            }
        };
    }
}
