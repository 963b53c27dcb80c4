package org.huale.detect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;

/** A detector whose detections come in the classes of a data set. */
public record MappedDetector(PoolDetector detector, ClassMapping mapping) implements PoolDetector {

    /** The detector itself where its classes are those of the data set. */
    public static PoolDetector of(PoolDetector detector, ClassMapping mapping) {
        return mapping.isIdentity() ? detector : new MappedDetector(detector, mapping);
    }

    @Override
    public ClassNames classes() {
        return mapping.classes();
    }

    @Override
    public Set<EvidencePart> evidence() {
        return detector.evidence();
    }

    @Override
    public Optional<String> remedy(EvidencePart part) {
        return detector.remedy(part);
    }

    @Override
    public Iterable<List<ImageRecord>> batches(List<ImageRecord> images) {
        return detector.batches(images);
    }

    @Override
    public void detect(List<ImageRecord> images, View view, BiConsumer<ImageId, Detections> sink) {
        detector.detect(images, view, (image, found) -> sink.accept(image, mapping.apply(found)));
    }

    @Override
    public Set<String> vectors() {
        return detector.vectors();
    }

    @Override
    public void describe(List<ImageRecord> images, String vector, BiConsumer<ImageId, float[]> sink) {
        detector.describe(images, vector, sink);
    }

    @Override
    public void close() {
        detector.close();
    }
}
