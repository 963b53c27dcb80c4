package org.huale.detect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huale.dataset.ClassNames;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;

/**
 * A trained network that finds objects in batches of prepared images; {@link org.huale.detect.pool.PoolRunner} takes it
 * through data sets. Holds weights, is closed when done, belongs to the thread that made it.
 */
public interface Detector extends AutoCloseable {

    /** The classes it tells apart. */
    ClassNames classes();

    /** Whether its weights name its classes; otherwise the names are made up, and only their order means something. */
    default boolean namesItsClasses() {
        return true;
    }

    /** What it can tell of a detection. */
    Set<EvidencePart> evidence();

    /** What would make it tell a part of the {@linkplain #evidence evidence} that it does not; empty where nothing is known. */
    default Optional<String> remedy(EvidencePart part) {
        return Optional.empty();
    }

    /**
     * What an image of a size takes up in a batch with none but its like. Images that take up the same share batches, so that
     * the company of an image changes at most the last bits of what is found in it.
     */
    ImageSize padded(ImageSize image);

    /**
     * From an image to what is found in it, in its pixels.
     *
     * @param wanted parts of the evidence that come with detections, as far as they are {@linkplain #evidence to be had}; the
     *     others are empty or null, and without any there is no evidence
     */
    BatchPass<?, Detections> detection(Set<EvidencePart> wanted);

    /** The detections of each image without evidence, in the order of the images; empty for no images. */
    default List<Detections> detect(List<Image> images) {
        return detection(Set.of()).of(images);
    }

    /** Names of the vectors that {@link #description} knows. */
    default Set<String> vectors() {
        return Set.of();
    }

    /**
     * From an image to a vector of numbers about the whole of it, as in {@link PoolDetector#describe}.
     *
     * @param vector one of {@link #vectors}; all images get the same length
     * @throws IllegalArgumentException for any other name
     */
    default BatchPass<?, float[]> description(String vector) {
        throw new IllegalArgumentException("knows no vector " + vector + ", only " + vectors());
    }

    /** What companions noted in training, by their name: one number for each class, {@code [K]}. */
    default Map<String, float[]> classStatistics() {
        return Map.of();
    }

    @Override
    void close();
}
