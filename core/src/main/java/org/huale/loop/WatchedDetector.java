package org.huale.loop;

import java.util.List;
import java.util.function.BiConsumer;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.PoolDetector;
import org.huale.detect.View;

/**
 * Tells of each image that a detector is done with.
 *
 * @param check is asked before each image and may throw, to leave a long detection
 */
record WatchedDetector(PoolDetector detector, Runnable check, LoopListener listener) implements PoolDetector {

    @Override
    public ClassNames classes() {
        return detector.classes();
    }

    @Override
    public boolean predictsVariances() {
        return detector.predictsVariances();
    }

    @Override
    public Iterable<List<ImageRecord>> batches(List<ImageRecord> images) {
        return detector.batches(images);
    }

    @Override
    public void detect(List<ImageRecord> images, View view, BiConsumer<ImageId, Detections> sink) {
        detector.detect(images, view, (image, found) -> {
            check.run();
            sink.accept(image, found);
            listener.detected(1);
        });
    }

    @Override
    public void close() {
        detector.close();
    }
}
