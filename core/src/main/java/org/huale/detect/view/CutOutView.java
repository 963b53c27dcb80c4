package org.huale.detect.view;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.StillView;
import org.huale.geometry.Box;
import org.huale.image.Image;

/**
 * Rectangles of the image painted black. Nothing moves.
 *
 * @param name of the view; whoever gives other rectangles gives another name
 * @param rectangles of each image, coordinates rounded down to whole pixels; an image without any is left as it is
 */
public record CutOutView(String name, Map<ImageId, List<Box>> rectangles) implements StillView {

    /** As {@code cut-out@} and a seed, from which the rectangles of one detector's pool follow. */
    public static CutOutView seeded(long seed, Map<ImageId, List<Box>> rectangles) {
        return new CutOutView(ViewName.seeded("cut-out", seed), rectangles);
    }

    @Override
    public Image of(ImageRecord record, Function<ImageRecord, Image> pixels) {
        Image image = pixels.apply(record);
        byte[] rgb = image.rgb().clone();
        for (Box box : rectangles.getOrDefault(record.id(), List.of())) {
            blacken(rgb, image.width(), box.clippedTo(image.size()));
        }
        return new Image(image.size(), rgb);
    }

    private static void blacken(byte[] rgb, int width, Box box) {
        for (int y = (int) box.y1(); y < (int) box.y2(); y++) {
            int row = 3 * y * width;
            Arrays.fill(rgb, row + 3 * (int) box.x1(), row + 3 * (int) box.x2(), (byte) 0);
        }
    }
}
