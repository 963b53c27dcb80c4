package org.huale.detect.view;

import java.util.function.Function;
import org.huale.dataset.ImageRecord;
import org.huale.detect.Detections;
import org.huale.detect.View;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;

/**
 * The image turned about its centre, in a frame that shows all of it, black at the corners, resized to the image's size.
 *
 * <p>A box of the view is taken for the frame around a turned box, and that box is what it is mapped back to, so that a box
 * that is turned and mapped back is the same again; the frame around the box turned back would be larger by up to a third
 * at five degrees. A box too thin to be such a frame keeps at least a quarter of each side. A side's variance stays that
 * side's.
 *
 * @param degrees counterclockwise, in [-30, 30]
 */
public record RotatedView(double degrees) implements View {

    public RotatedView {
        if (!(degrees >= -30 && degrees <= 30)) {
            throw new IllegalArgumentException("degrees must be in [-30, 30], got " + degrees);
        }
    }

    @Override
    public String name() {
        return ViewName.of("rotated", degrees);
    }

    @Override
    public Image of(ImageRecord record, Function<ImageRecord, Image> pixels) {
        Image image = pixels.apply(record);
        return Turning.of(image.size(), degrees).turned(image);
    }

    @Override
    public Detections toOriginal(ImageRecord record, Detections found) {
        ImageSize size = record.size();
        Turning turning = Turning.of(size, degrees);
        return new MappedBack(size, turning::boxBack).of(found);
    }
}
