package org.huale.loop;

import java.util.Collection;
import java.util.Map;
import java.util.function.BiConsumer;
import org.huale.acquire.store.StoredPredictions;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.View;

/** Predictions that this machine computes and keeps. */
record LocalPredictions(StoredPredictions stored) implements PredictionStore.Opened {

    @Override
    public Map<String, Integer> forwards() {
        return stored.forwards();
    }

    @Override
    public ClassNames classes() {
        return stored.classes();
    }

    @Override
    public boolean hasVariances() {
        return stored.hasVariances();
    }

    @Override
    public boolean has(View view) {
        return stored.has(view);
    }

    @Override
    public ImageRecord record(ImageId image) {
        return stored.record(image);
    }

    @Override
    public void forEach(View view, Collection<ImageId> images, BiConsumer<ImageId, Detections> sink) {
        stored.forEach(view, images, sink);
    }

    @Override
    public void close() {
        stored.close();
    }
}
