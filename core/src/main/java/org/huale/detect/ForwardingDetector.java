package org.huale.detect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;

/** A detector that does what another does, but for what it does otherwise. */
public interface ForwardingDetector extends PoolDetector {

    /** The other, which is closed with this one. */
    PoolDetector detector();

    @Override
    default ClassNames classes() {
        return detector().classes();
    }

    @Override
    default boolean namesItsClasses() {
        return detector().namesItsClasses();
    }

    @Override
    default Set<EvidencePart> evidence() {
        return detector().evidence();
    }

    @Override
    default Optional<String> remedy(EvidencePart part) {
        return detector().remedy(part);
    }

    @Override
    default Iterable<List<ImageRecord>> batches(List<ImageRecord> images) {
        return detector().batches(images);
    }

    @Override
    default void detect(List<ImageRecord> images, View view, BiConsumer<ImageId, Detections> sink) {
        detector().detect(images, view, sink);
    }

    @Override
    default Set<String> vectors() {
        return detector().vectors();
    }

    @Override
    default void describe(List<ImageRecord> images, String vector, BiConsumer<ImageId, float[]> sink) {
        detector().describe(images, vector, sink);
    }

    @Override
    default Map<String, float[]> classStatistics() {
        return detector().classStatistics();
    }

    @Override
    default Optional<NetworkTime> latestTime() {
        return detector().latestTime();
    }

    @Override
    default void close() {
        detector().close();
    }
}
