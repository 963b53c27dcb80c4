package org.huale.detect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;

/** A detector for many images at once, which it reads itself and ahead. Belongs to the thread that opened it. */
public interface PoolDetector extends AutoCloseable {

    /** The classes it tells apart. */
    ClassNames classes();

    /** Whether its weights name its classes, as in {@link Detector#namesItsClasses}. */
    default boolean namesItsClasses() {
        return true;
    }

    /**
     * The {@linkplain #describe vector} of the mean of each channel over each level of the feature pyramid, finest level first:
     * {@code [L C]}.
     */
    String POOLED_FEATURES = "pooled-features";

    /**
     * The {@linkplain #describe vector} of the mean of each channel over the last map of the backbone that no training of the
     * detector changes: what the weights it began with see in an image. Known only to detectors whose backbone has such a map.
     */
    String BACKBONE_FEATURES = "backbone-features";

    /** What it can tell of a detection, if opened for it. */
    Set<EvidencePart> evidence();

    /** As {@link Detector#remedy}. */
    default Optional<String> remedy(EvidencePart part) {
        return Optional.empty();
    }

    /** What a detector cannot tell of what a strategy needs, with what would help, in words; nothing where all is well. */
    static Optional<String> lacking(Set<EvidencePart> needed, PoolDetector detector) {
        return EvidencePart.lacking(needed, detector.evidence())
                .map(parts -> "gives no " + parts + ", which the strategy needs" + remedies(needed, detector));
    }

    private static String remedies(Set<EvidencePart> needed, PoolDetector detector) {
        return needed.stream()
                .filter(it -> !it.isDispensable() && !detector.evidence().contains(it))
                .sorted()
                .flatMap(it -> detector.remedy(it).stream())
                .map(it -> "; " + it)
                .collect(Collectors.joining());
    }

    /** A vector of images that a strategy needs and is not among those given, in words; nothing where all is well. */
    static Optional<String> lackingVectors(Set<String> needed, Set<String> given) {
        return needed.stream()
                .filter(it -> !given.contains(it))
                .sorted()
                .findFirst()
                .map(it -> "gives no " + it.replace('-', ' ') + " of images, which the strategy needs"
                        + (it.equals(POOLED_FEATURES)
                                ? "; an ONNX model has them where features.maps in the file beside it names inner maps"
                                : ""));
    }

    /**
     * The batches in which {@link #detect} goes through some images, one after the other. The last bits of a detection may
     * depend on the company an image has in its batch, so that who stops and goes on must stop between batches: of the
     * images without those of the first n batches, the batches are the remaining ones; and of the images of some of the batches,
     * batch after batch, these are the batches.
     */
    default Iterable<List<ImageRecord>> batches(List<ImageRecord> images) {
        return () -> images.stream().map(List::of).iterator();
    }

    /**
     * Detects in a view of every image and hands over each image's detections once, with the evidence that it was opened
     * for, mapped back to the original image, batch after batch; nothing for no images.
     *
     * @throws org.huale.image.ImageException naming the file where an image cannot be read
     */
    void detect(List<ImageRecord> images, View view, BiConsumer<ImageId, Detections> sink);

    /** Names of the vectors that {@link #describe} knows. */
    default Set<String> vectors() {
        return Set.of();
    }

    /**
     * Hands over a vector of numbers about each whole image once, batch after batch as in {@link #detect}.
     *
     * @param vector one of {@link #vectors}; all images get the same length
     * @throws IllegalArgumentException for any other name
     * @throws org.huale.image.ImageException naming the file where an image cannot be read
     */
    default void describe(List<ImageRecord> images, String vector, BiConsumer<ImageId, float[]> sink) {
        throw new IllegalArgumentException("knows no vector " + vector);
    }

    /** What companions noted in training, by their name: one number for each class, {@code [K]}. */
    default Map<String, float[]> classStatistics() {
        return Map.of();
    }

    /**
     * How long the latest {@link #detect} or {@link #describe} that came to its end took, and on what; empty before, and where
     * nobody measures it.
     */
    default Optional<NetworkTime> latestTime() {
        return Optional.empty();
    }

    @Override
    void close();
}
