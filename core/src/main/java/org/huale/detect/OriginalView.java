package org.huale.detect;

import java.util.function.Function;
import org.huale.dataset.ImageRecord;
import org.huale.image.Image;

/** Nothing is changed. */
final class OriginalView implements View {

    @Override
    public String name() {
        return "original";
    }

    @Override
    public Image of(ImageRecord record, Function<ImageRecord, Image> pixels) {
        return pixels.apply(record);
    }

    @Override
    public Detections toOriginal(ImageRecord record, Detections found) {
        return found;
    }
}
