package org.huale.acquire;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.huale.api.Stable;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.detect.View;
import org.huale.detect.frozen.FeatureMap;
import org.huale.problem.HualeException;

/** The detections of images by view, computed when first asked for and never twice. */
@Stable
public interface Predictions {

    ClassNames classes();

    /** What is known of detections, as far as it was asked for. */
    Set<EvidencePart> evidence();

    /** Whether detections in a view are to be had; those of a detector always are, those of a file may not be. */
    default boolean has(View view) {
        return true;
    }

    /** Whether {@link #forEachVector} gives a vector. */
    default boolean describes(String vector) {
        return false;
    }

    /** What was noted of the classes in training, as in {@link org.huale.detect.PoolDetector#classStatistics}. */
    default Map<String, float[]> classStatistics() {
        return Map.of();
    }

    /** What the data set knows of an image; its annotations are not there. */
    ImageRecord record(ImageId image);

    /**
     * Hands over the detections of each image in the order given, mapped back to the original image.
     *
     * @throws org.huale.problem.HualeException where the view is not to be {@linkplain #has had}
     */
    void forEach(View view, Collection<ImageId> images, BiConsumer<ImageId, Detections> sink);

    /**
     * Has the detections of images in a view computed in one go where they are not known, so that {@link #forEach} finds them. What is
     * kept somewhere need not be read for that.
     *
     * @throws org.huale.problem.HualeException where the view is not to be {@linkplain #has had}
     */
    default void prepare(View view, Collection<ImageId> images) {
        forEach(view, images, (image, found) -> {});
    }

    /**
     * Hands over a vector of numbers about each whole image in the order given, as in
     * {@link org.huale.detect.PoolDetector#describe}.
     *
     * @throws org.huale.problem.HualeException where it {@linkplain #describes does not} give the vector
     */
    default void forEachVector(String vector, Collection<ImageId> images, BiConsumer<ImageId, float[]> sink) {
        throw new HualeException("these predictions have no " + vector + " of images; a detector is needed");
    }

    /** Whether {@link #forEachMap} gives maps. */
    default boolean hasMaps() {
        return false;
    }

    /**
     * Hands over what a network that is not trained sees in each image, in the order given. It is computed each time it is asked
     * for and kept nowhere: a map may have a hundred thousand numbers.
     *
     * @throws org.huale.problem.HualeException where there are {@linkplain #hasMaps no maps}
     */
    default void forEachMap(Collection<ImageId> images, BiConsumer<ImageId, FeatureMap> sink) {
        throw new HualeException(
                "these predictions come without the frozen features that a run computes by the weights its"
                        + " trainings begin with; use huale run");
    }

    /**
     * What a strategy works out at some cost and needs again where it is asked once more in the same selection, such as what it
     * reads of maps. The object is one for each type while that selection is made, or a new one for each call.
     */
    default <T> T remembered(Class<T> type, Supplier<T> fresh) {
        return fresh.get();
    }

    /** The detections of a few images, by ascending id; for many {@link #forEach} spares the memory. */
    default Map<ImageId, Detections> all(View view, Collection<ImageId> images) {
        Map<ImageId, Detections> all = new TreeMap<>();
        forEach(view, images, all::put);
        return all;
    }
}
