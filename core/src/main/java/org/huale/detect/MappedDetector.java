package org.huale.detect;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;

/** A detector whose detections come in the classes of a data set. */
public record MappedDetector(PoolDetector detector, ClassMapping mapping) implements ForwardingDetector {

    /** The detector itself where its classes are those of the data set. */
    public static PoolDetector of(PoolDetector detector, ClassMapping mapping) {
        return mapping.isIdentity() ? detector : new MappedDetector(detector, mapping);
    }

    @Override
    public ClassNames classes() {
        return mapping.classes();
    }

    /** The data set does. */
    @Override
    public boolean namesItsClasses() {
        return true;
    }

    @Override
    public void detect(List<ImageRecord> images, View view, BiConsumer<ImageId, Detections> sink) {
        detector.detect(images, view, (image, found) -> sink.accept(image, mapping.apply(found)));
    }

    /** None: what was noted in training is of other classes. */
    @Override
    public Map<String, float[]> classStatistics() {
        return Map.of();
    }
}
