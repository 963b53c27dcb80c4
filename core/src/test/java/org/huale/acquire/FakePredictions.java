package org.huale.acquire;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.View;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;

/** Predictions that were written down beforehand; nothing was found where none were. Counts what is asked for. */
public final class FakePredictions implements Predictions {
    public static final ImageSize SIZE = new ImageSize(640, 480);

    private final ClassNames classes;
    private final boolean variances;
    private final Map<String, Map<ImageId, Detections>> byView = new TreeMap<>();
    private final Map<String, Set<ImageId>> asked = new TreeMap<>();
    private final Set<String> absent = new HashSet<>();
    private List<Annotation> annotations = List.of();

    public FakePredictions(ClassNames classes, boolean variances) {
        this.classes = classes;
        this.variances = variances;
    }

    public FakePredictions put(View view, String image, Detections detections) {
        byView.computeIfAbsent(view.name(), name -> new TreeMap<>()).put(new ImageId(image), detections);
        return this;
    }

    /** Gives every record these annotations, which no strategy may look at. */
    public FakePredictions withAnnotations(List<Annotation> forbidden) {
        annotations = List.copyOf(forbidden);
        return this;
    }

    /** From now on there are none of this view. */
    public FakePredictions without(View view) {
        absent.add(view.name());
        return this;
    }

    @Override
    public boolean has(View view) {
        return !absent.contains(view.name());
    }

    /** The different images that a view was asked of. */
    public Set<ImageId> asked(View view) {
        return asked.getOrDefault(view.name(), Set.of());
    }

    /** Names of the views of which any image was asked, ascending. */
    public Set<String> askedViews() {
        return asked.keySet();
    }

    /** Pairs of a view and an image that were asked for, each once. */
    public int forwards() {
        return asked.values().stream().mapToInt(Set::size).sum();
    }

    @Override
    public ClassNames classes() {
        return classes;
    }

    @Override
    public boolean hasVariances() {
        return variances;
    }

    @Override
    public ImageRecord record(ImageId image) {
        return new ImageRecord(image, Path.of(image + ".jpg"), SIZE, annotations);
    }

    @Override
    public void forEach(View view, Collection<ImageId> images, BiConsumer<ImageId, Detections> sink) {
        if (!has(view)) {
            throw new HualeException("no predictions of " + view.name());
        }
        Map<ImageId, Detections> known = byView.getOrDefault(view.name(), Map.of());
        for (ImageId image : images) {
            asked.computeIfAbsent(view.name(), name -> new HashSet<>()).add(image);
            sink.accept(image, known.getOrDefault(image, Detections.none()));
        }
    }
}
