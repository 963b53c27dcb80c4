package org.huale.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.BiConsumer;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.PoolDetector;
import org.huale.detect.View;

/** A detector that shows how far it is. */
record ReportingDetector(PoolDetector detector, PrintWriter err) implements PoolDetector {

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
        ProgressReporter.Task task = new ProgressReporter.Task("detect " + view.name(), "images", images.size());
        try (ProgressReporter progress = ProgressReporter.start(task, err)) {
            detector.detect(images, view, (image, found) -> {
                sink.accept(image, found);
                progress.advance(1);
            });
        }
    }

    @Override
    public void close() {
        detector.close();
    }
}
