package org.huale.detect.frozen;

import java.util.List;
import java.util.function.BiConsumer;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;

/**
 * A describer whose work can be left.
 *
 * @param pause called before each image is handed on; to leave, it may throw
 */
public record StoppableDescriber(ImageDescriber describer, Runnable pause) implements ImageDescriber {

    @Override
    public String kind() {
        return describer.kind();
    }

    @Override
    public void describe(List<ImageRecord> images, BiConsumer<ImageId, FeatureMap> sink) {
        describer.describe(images, (image, map) -> {
            pause.run();
            sink.accept(image, map);
        });
    }

    @Override
    public void close() {
        describer.close();
    }
}
