package org.huale.spark;

import org.huale.detect.WatchedDetector;
import org.slf4j.Logger;

/** Tells a log how far a detection is, ten times. */
record LoggedWatch(Logger log) implements WatchedDetector.Watcher {
    private static final int TIMES = 10;

    @Override
    public WatchedDetector.Watch begun(String what, int images) {
        log.info("{}: {} images", what, images);
        return new WatchedDetector.Watch() {
            private long done;

            @Override
            public void done() {
                done++;
                if (done * TIMES / images > (done - 1) * TIMES / images) {
                    log.info("{}: {} of {} images", what, done, images);
                }
            }
        };
    }
}
