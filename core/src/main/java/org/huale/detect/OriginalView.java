package org.huale.detect;

import java.util.function.Function;
import org.huale.dataset.ImageRecord;
import org.huale.image.Image;

/** Nothing is changed. */
final class OriginalView implements StillView {

    @Override
    public String name() {
        return "original";
    }

    @Override
    public Image of(ImageRecord record, Function<ImageRecord, Image> pixels) {
        return pixels.apply(record);
    }
}
