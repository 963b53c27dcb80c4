package org.huale.detect;

import java.util.Set;
import org.huale.dataset.ClassNames;
import org.huale.geometry.ImageSize;

/** A detector that is another one but for what it overrides. */
public interface WrappedDetector extends Detector {

    Detector detector();

    @Override
    default ClassNames classes() {
        return detector().classes();
    }

    @Override
    default Set<EvidencePart> evidence() {
        return detector().evidence();
    }

    @Override
    default ImageSize padded(ImageSize image) {
        return detector().padded(image);
    }

    @Override
    default BatchPass<?, Detections> detection(Set<EvidencePart> wanted) {
        return detector().detection(wanted);
    }

    @Override
    default Set<String> vectors() {
        return detector().vectors();
    }

    @Override
    default BatchPass<?, float[]> description(String vector) {
        return detector().description(vector);
    }

    @Override
    default void close() {
        detector().close();
    }
}
