package org.huale.detect.view;

import java.util.function.Function;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.View;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.image.Resampling;

/**
 * The image in fewer or more pixels. A detector that brings every image to one size, as Faster R-CNN does, enlarges it
 * again: the objects that its network sees have their old size and are blurred. {@link ShrunkenView} truly shows them smaller.
 *
 * @param factor of both sides, in (0, 4]; sides are rounded down
 */
public record ResizedView(double factor) implements View {

    public ResizedView {
        if (!(factor > 0 && factor <= 4)) {
            throw new IllegalArgumentException("factor must be in (0, 4], got " + factor);
        }
    }

    @Override
    public String name() {
        return ViewName.of("resized", factor);
    }

    @Override
    public Image of(ImageRecord record, Function<ImageRecord, Image> pixels) {
        return Resampling.resized(pixels.apply(record), resized(record.size()));
    }

    @Override
    public Detections toOriginal(ImageRecord record, Detections found) {
        ImageSize original = record.size();
        ImageSize here = resized(original);
        double x = (double) original.width() / here.width();
        double y = (double) original.height() / here.height();
        return new MappedBack(original, (Box box) -> box.scaled(x, y)).of(found);
    }

    private ImageSize resized(ImageSize size) {
        return scaled(size, factor);
    }

    static ImageSize scaled(ImageSize size, double factor) {
        return new ImageSize(Math.max(1, (int) (size.width() * factor)), Math.max(1, (int) (size.height() * factor)));
    }
}
