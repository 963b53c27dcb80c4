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
 * The image made smaller in the upper left corner of a frame of its old size, so that a detector that brings every image to
 * one size shows its network smaller objects. The rest of the frame has ImageNet's mean colour, which becomes zero where
 * images are normalised, like what batches are padded with.
 *
 * @param factor of both sides, in (0, 1]; sides are rounded down
 */
public record ShrunkenView(double factor) implements View {
    private static final byte[] MEAN = {124, 116, 104};

    public ShrunkenView {
        if (!(factor > 0 && factor <= 1)) {
            throw new IllegalArgumentException("factor must be in (0, 1], got " + factor);
        }
    }

    @Override
    public String name() {
        return ViewName.of("shrunken", factor);
    }

    @Override
    public Image of(ImageRecord record, Function<ImageRecord, Image> pixels) {
        Image image = pixels.apply(record);
        Image small = Resampling.resized(image, ResizedView.scaled(image.size(), factor));
        byte[] frame = new byte[image.rgb().length];
        for (int i = 0; i < frame.length; i++) {
            frame[i] = MEAN[i % 3];
        }
        int row = 3 * small.width();
        for (int y = 0; y < small.height(); y++) {
            System.arraycopy(small.rgb(), y * row, frame, y * 3 * image.width(), row);
        }
        return new Image(image.size(), frame);
    }

    @Override
    public Detections toOriginal(ImageRecord record, Detections found) {
        ImageSize original = record.size();
        ImageSize here = ResizedView.scaled(original, factor);
        double x = (double) original.width() / here.width();
        double y = (double) original.height() / here.height();
        return new MappedBack(original, (Box box) -> box.scaled(x, y)).of(found);
    }
}
