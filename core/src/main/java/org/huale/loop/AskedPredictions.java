package org.huale.loop;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.huale.acquire.Predictions;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.View;
import org.huale.detect.frozen.FeatureMap;
import org.huale.detect.frozen.ImageDescriber;
import org.jspecify.annotations.Nullable;

/**
 * Remembers of which images a strategy saw which view, so that what it saw can be shown without computing more, and what it wants
 * remembered. For one selection.
 */
final class AskedPredictions implements Predictions {
    private final Predictions predictions;
    private final Supplier<ImageDescriber> describer;
    private final Map<String, Set<ImageId>> asked = new HashMap<>();
    private final Map<Class<?>, Object> remembered = new HashMap<>();
    private int maps;

    /** @param describer for the maps that the predictions do not have; opened for each request */
    AskedPredictions(Predictions predictions, Supplier<ImageDescriber> describer) {
        this.predictions = predictions;
        this.describer = describer;
    }

    /** How many maps of images were computed. */
    int maps() {
        return maps;
    }

    /** What the strategy saw; null where it did not ask. */
    @Nullable
    Detections seen(View view, ImageId image) {
        if (!asked.getOrDefault(view.name(), Set.of()).contains(image)) {
            return null;
        }
        return predictions.all(view, Set.of(image)).get(image);
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
    public boolean has(View view) {
        return predictions.has(view);
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
    public void forEachVector(String vector, Collection<ImageId> images, BiConsumer<ImageId, float[]> sink) {
        predictions.forEachVector(vector, images, sink);
    }

    @Override
    public boolean hasMaps() {
        return true;
    }

    @Override
    public void forEachMap(Collection<ImageId> images, BiConsumer<ImageId, FeatureMap> sink) {
        if (images.isEmpty()) {
            return;
        }
        try (ImageDescriber opened = describer.get()) {
            opened.describe(images.stream().map(this::record).toList(), sink);
        }
        maps += images.size();
    }

    /** Made outside of the map: what makes it may want something else remembered. */
    @Override
    public <T> T remembered(Class<T> type, Supplier<T> fresh) {
        Object known = remembered.get(type);
        if (known == null) {
            known = fresh.get();
            remembered.put(type, known);
        }
        return type.cast(known);
    }

    @Override
    public ImageRecord record(ImageId image) {
        return predictions.record(image);
    }

    @Override
    public void forEach(View view, Collection<ImageId> images, BiConsumer<ImageId, Detections> sink) {
        note(view, images);
        predictions.forEach(view, images, sink);
    }

    @Override
    public void prepare(View view, Collection<ImageId> images) {
        note(view, images);
        predictions.prepare(view, images);
    }

    private void note(View view, Collection<ImageId> images) {
        asked.computeIfAbsent(view.name(), name -> new HashSet<>()).addAll(images);
    }
}
