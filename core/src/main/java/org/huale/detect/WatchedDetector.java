package org.huale.detect;

import java.util.List;
import java.util.function.BiConsumer;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;

/** A detector that somebody watches at work. */
public record WatchedDetector(PoolDetector detector, Watcher watcher) implements ForwardingDetector {

    /** Looks on. */
    @FunctionalInterface
    public interface Watcher {

        /** Detection in a view of so many images begins, or their description by a vector. */
        Watch begun(String what, int images);
    }

    /** One detection, from its beginning to its end. */
    public interface Watch extends AutoCloseable {

        /** The detections of an image are there; to leave a long detection before they are handed on, this may throw. */
        default void found() {}

        /** The detections of an image have been handed on. */
        void done();

        /** All has been handed on, and it took so long; not called where nobody measures it. */
        default void ended(NetworkTime time) {}

        @Override
        default void close() {}
    }

    /** A detector that is left before the detections of an image are handed on, where this throws. */
    public static PoolDetector leftBy(PoolDetector detector, Runnable glance) {
        Watch watch = new Watch() {
            @Override
            public void found() {
                glance.run();
            }

            @Override
            public void done() {}
        };
        return new WatchedDetector(detector, (what, images) -> watch);
    }

    @Override
    public void detect(List<ImageRecord> images, View view, BiConsumer<ImageId, Detections> sink) {
        try (Watch watch = watcher.begun(view.name(), images.size())) {
            detector.detect(images, view, watched(watch, sink));
            detector.latestTime().ifPresent(watch::ended);
        }
    }

    @Override
    public void describe(List<ImageRecord> images, String vector, BiConsumer<ImageId, float[]> sink) {
        try (Watch watch = watcher.begun(vector, images.size())) {
            detector.describe(images, vector, watched(watch, sink));
            detector.latestTime().ifPresent(watch::ended);
        }
    }

    private static <T> BiConsumer<ImageId, T> watched(Watch watch, BiConsumer<ImageId, T> sink) {
        return (image, result) -> {
            watch.found();
            sink.accept(image, result);
            watch.done();
        };
    }
}
