package org.huale.app.score;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.huale.acquire.Predictions;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.View;

/** Predictions of which only some views are to be had, so that strategies do without the others. */
record ViewsOfFiles(Predictions predictions, Predicate<View> views) implements Predictions {

    @Override
    public boolean has(View view) {
        return views.test(view);
    }

    @Override
    public ClassNames classes() {
        return predictions.classes();
    }

    @Override
    public Set<EvidencePart> evidence() {
        return predictions.evidence();
    }

    @Override
    public boolean describes(String vector) {
        return predictions.describes(vector);
    }

    @Override
    public Map<String, float[]> classStatistics() {
        return predictions.classStatistics();
    }

    @Override
    public ImageRecord record(ImageId image) {
        return predictions.record(image);
    }

    @Override
    public void forEach(View view, Collection<ImageId> images, BiConsumer<ImageId, Detections> sink) {
        predictions.forEach(view, images, sink);
    }

    @Override
    public void prepare(View view, Collection<ImageId> images) {
        predictions.prepare(view, images);
    }

    @Override
    public void forEachVector(String vector, Collection<ImageId> images, BiConsumer<ImageId, float[]> sink) {
        predictions.forEachVector(vector, images, sink);
    }
}
