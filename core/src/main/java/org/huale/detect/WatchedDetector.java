package org.huale.detect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;

/** A detector that somebody watches at work. */
public record WatchedDetector(PoolDetector detector, Watcher watcher) implements PoolDetector {

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

        @Override
        default void close() {}
    }

    @Override
    public ClassNames classes() {
        return detector.classes();
    }

    @Override
    public boolean namesItsClasses() {
        return detector.namesItsClasses();
    }

    @Override
    public Set<EvidencePart> evidence() {
        return detector.evidence();
    }

    @Override
    public Optional<String> remedy(EvidencePart part) {
        return detector.remedy(part);
    }

    @Override
    public Iterable<List<ImageRecord>> batches(List<ImageRecord> images) {
        return detector.batches(images);
    }

    @Override
    public void detect(List<ImageRecord> images, View view, BiConsumer<ImageId, Detections> sink) {
        try (Watch watch = watcher.begun(view.name(), images.size())) {
            detector.detect(images, view, (image, found) -> {
                watch.found();
                sink.accept(image, found);
                watch.done();
            });
        }
    }

    @Override
    public Set<String> vectors() {
        return detector.vectors();
    }

    @Override
    public void describe(List<ImageRecord> images, String vector, BiConsumer<ImageId, float[]> sink) {
        try (Watch watch = watcher.begun(vector, images.size())) {
            detector.describe(images, vector, (image, numbers) -> {
                watch.found();
                sink.accept(image, numbers);
                watch.done();
            });
        }
    }

    @Override
    public Map<String, float[]> classStatistics() {
        return detector.classStatistics();
    }

    @Override
    public void close() {
        detector.close();
    }
}
