package org.huale.detect;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.huale.dataset.ClassNames;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;

/**
 * A detector without weights: in each image it finds one object, a box from the upper left corner whose width is the red of the
 * first pixel in per mille of the image's. Its class and confidence follow from that pixel too. Notes what it was given.
 */
public final class ScriptedDetector implements Detector {
    /** The vector it knows: red, green and blue of the first pixel. */
    public static final String COLOUR = "colour";

    private final ClassNames classes;

    /** The sizes of the images of each batch. */
    public final List<List<ImageSize>> batches = new ArrayList<>();

    /** Names of the threads that prepared images. */
    public final Set<String> preparers = ConcurrentHashMap.newKeySet();

    private boolean closed;

    public ScriptedDetector(ClassNames classes) {
        this.classes = classes;
    }

    /** What it looks at. */
    record Looked(ImageSize size, int red, int green, int blue) {}

    public boolean isClosed() {
        return closed;
    }

    @Override
    public ClassNames classes() {
        return classes;
    }

    @Override
    public Set<EvidencePart> evidence() {
        return EnumSet.of(EvidencePart.PROBABILITIES, EvidencePart.PROPOSALS, EvidencePart.FEATURES);
    }

    @Override
    public ImageSize padded(ImageSize image) {
        return image;
    }

    @Override
    public BatchPass<?, Detections> detection(Set<EvidencePart> wanted) {
        return new BatchPass<Looked, Detections>(this::look, batch -> {
            batches.add(batch.stream().map(Looked::size).toList());
            return batch.stream().map(it -> found(it, wanted)).toList();
        });
    }

    @Override
    public Set<String> vectors() {
        return Set.of(COLOUR);
    }

    @Override
    public BatchPass<?, float[]> description(String vector) {
        if (!vector.equals(COLOUR)) {
            return Detector.super.description(vector);
        }
        return new BatchPass<Looked, float[]>(
                this::look,
                batch -> batch.stream().map(ScriptedDetector::colours).toList());
    }

    private Looked look(Image image) {
        preparers.add(Thread.currentThread().getName());
        byte[] rgb = image.rgb();
        return new Looked(image.size(), rgb[0] & 0xff, rgb[1] & 0xff, rgb[2] & 0xff);
    }

    private Detections found(Looked image, Set<EvidencePart> wanted) {
        float width = image.size().width() * Math.max(1, image.red()) / 1000f;
        int classIndex = image.green() % classes.count();
        float confidence = (1 + image.blue()) / 257f;
        float[] probabilities = new float[classes.count() + 1];
        probabilities[0] = 1 - confidence;
        probabilities[1 + classIndex] = confidence;
        float[] box = {0, 0, width, image.size().height()};
        return new Detections(
                box,
                new int[] {classIndex},
                new float[] {confidence},
                wanted.isEmpty()
                        ? null
                        : new Detections.Evidence(
                                wanted.contains(EvidencePart.PROBABILITIES) ? probabilities : new float[0],
                                wanted.contains(EvidencePart.PROPOSALS) ? box.clone() : new float[0],
                                wanted.contains(EvidencePart.FEATURES) ? colours(image) : new float[0],
                                null));
    }

    private static float[] colours(Looked image) {
        return new float[] {image.red(), image.green(), image.blue()};
    }

    @Override
    public void close() {
        closed = true;
    }
}
