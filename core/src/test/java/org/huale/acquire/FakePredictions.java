package org.huale.acquire;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.huale.api.Stable;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.View;
import org.huale.detect.frozen.FeatureMap;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;

/** Predictions that were written down beforehand; nothing was found where none were. Counts what is asked for. */
@Stable
public final class FakePredictions implements Predictions {
    private static final String MAPS = "maps";
    private static final float[] UNTOLD = new float[0];
    public static final ImageSize SIZE = new ImageSize(640, 480);

    private final ClassNames classes;
    private final boolean variances;
    private final Map<String, Map<ImageId, Detections>> byView = new TreeMap<>();
    private final Map<String, Set<ImageId>> asked = new TreeMap<>();
    private final Map<String, Map<ImageId, float[]>> vectors = new TreeMap<>();
    private final Map<String, float[]> classStatistics = new TreeMap<>();
    private final Set<String> absent = new HashSet<>();
    private List<Annotation> annotations = List.of();
    private Set<EvidencePart> kept = EvidencePart.all();

    public FakePredictions(ClassNames classes, boolean variances) {
        this.classes = classes;
        this.variances = variances;
    }

    public FakePredictions put(View view, String image, Detections detections) {
        byView.computeIfAbsent(view.name(), name -> new TreeMap<>()).put(new ImageId(image), detections);
        return this;
    }

    /** Of which something was put in, ascending. */
    public Set<ImageId> images() {
        Set<ImageId> images = new TreeSet<>();
        byView.values().forEach(found -> images.addAll(found.keySet()));
        return images;
    }

    /** In place of what follows from the detections. */
    public FakePredictions putVector(String vector, String image, float... numbers) {
        vectors.computeIfAbsent(vector, name -> new TreeMap<>()).put(new ImageId(image), numbers);
        return this;
    }

    /** What a companion noted of each class. */
    public FakePredictions putStatistic(String companion, float... ofEachClass) {
        classStatistics.put(companion, ofEachClass);
        return this;
    }

    @Override
    public Map<String, float[]> classStatistics() {
        return classStatistics;
    }

    /** Gives every record these annotations, which no strategy may look at. */
    public FakePredictions withAnnotations(List<Annotation> forbidden) {
        annotations = List.copyOf(forbidden);
        return this;
    }

    /** From now on detections tell no other parts of their evidence, as where a run asks for what a strategy needs. */
    public FakePredictions keeping(Set<EvidencePart> parts) {
        kept = Set.copyOf(parts);
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

    /** From now on there is no such vector of images. */
    public FakePredictions withoutVector(String vector) {
        absent.add(vector);
        return this;
    }

    @Override
    public boolean describes(String vector) {
        return !absent.contains(vector);
    }

    /** Whatever its name: unless put otherwise four numbers that follow from what is found in the original view, each in [0, 1]. */
    @Override
    public void forEachVector(String vector, Collection<ImageId> images, BiConsumer<ImageId, float[]> sink) {
        if (!describes(vector)) {
            throw new HualeException("no vectors " + vector);
        }
        Map<ImageId, Detections> known = byView.getOrDefault(View.ORIGINAL.name(), Map.of());
        for (ImageId image : images) {
            asked.computeIfAbsent(vector, name -> new HashSet<>()).add(image);
            float[] fromDetections = vector(known.getOrDefault(image, Detections.none()));
            sink.accept(image, vectors.getOrDefault(vector, Map.of()).getOrDefault(image, fromDetections));
        }
    }

    private static float[] vector(Detections found) {
        float[] boxes = found.boxes();
        float[] vector = new float[4];
        for (int i = 0; i < found.count(); i++) {
            vector[0] += found.confidences()[i] / found.count();
            vector[1] += boxes[4 * i] / SIZE.width() / found.count();
            vector[2] += boxes[4 * i + 1] / SIZE.height() / found.count();
            vector[3] += 1f / (1 + found.classes()[i]) / found.count();
        }
        return vector;
    }

    /** From now on there are no maps. */
    public FakePredictions withoutMaps() {
        absent.add(MAPS);
        return this;
    }

    @Override
    public boolean hasMaps() {
        return !absent.contains(MAPS);
    }

    /** Four cells a side of eight channels, which follow from what is found in the original view. */
    @Override
    public void forEachMap(Collection<ImageId> images, BiConsumer<ImageId, FeatureMap> sink) {
        FeatureMap.Grid grid = new FeatureMap.Grid(4, 4, SIZE.width() / 4.0, SIZE.height() / 4.0);
        Map<ImageId, Detections> known = byView.getOrDefault(View.ORIGINAL.name(), Map.of());
        for (ImageId image : images) {
            asked.computeIfAbsent(MAPS, name -> new HashSet<>()).add(image);
            float[] boxes = known.getOrDefault(image, Detections.none()).boxes();
            SplittableRandom random = new SplittableRandom(Arrays.hashCode(boxes));
            float[] values = new float[4 * 4 * 8];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextDouble();
            }
            sink.accept(image, new FeatureMap(grid, SIZE, values));
        }
    }

    /** The different images that a vector was asked of. */
    public Set<ImageId> asked(String vector) {
        return asked.getOrDefault(vector, Set.of());
    }

    /** The different images that a view was asked of. */
    public Set<ImageId> asked(View view) {
        return asked.getOrDefault(view.name(), Set.of());
    }

    /** Names of the views and vectors of which any image was asked, ascending, and {@code maps}. */
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
    public Set<EvidencePart> evidence() {
        Set<EvidencePart> evidence = EnumSet.allOf(EvidencePart.class);
        if (!variances) {
            evidence.remove(EvidencePart.VARIANCES);
        }
        evidence.retainAll(kept);
        return evidence;
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
            sink.accept(image, told(known.getOrDefault(image, Detections.none())));
        }
    }

    private Detections told(Detections found) {
        Detections.Evidence all = found.evidence();
        if (all == null || kept.isEmpty()) {
            return found.withoutEvidence();
        }
        Detections.Evidence told = new Detections.Evidence(
                kept.contains(EvidencePart.PROBABILITIES) ? all.probabilities() : UNTOLD,
                kept.contains(EvidencePart.PROPOSALS) ? all.proposals() : UNTOLD,
                kept.contains(EvidencePart.FEATURES) ? all.features() : UNTOLD,
                kept.contains(EvidencePart.VARIANCES) ? all.localizationVariances() : null,
                kept.contains(EvidencePart.SUPPRESSED) ? all.suppressed() : null);
        return new Detections(found.boxes(), found.classes(), found.confidences(), told);
    }
}
