package org.huale.detect.view;

import java.util.Map;
import java.util.function.Function;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.StillView;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.geometry.Window;
import org.huale.image.Image;
import org.huale.image.Resampling;

/**
 * A part of the image on the background of another one: at its own place and size in a frame of the image's size, which
 * the other image, scaled alike in both directions and cut in the middle, covers. Nothing moves.
 *
 * @param name of the view; whoever gives other pastes gives another name
 * @param pastes of each image; an image without one is left as it is
 */
public record PastedView(String name, Map<ImageId, Paste> pastes) implements StillView {

    /**
     * What is pasted where.
     *
     * @param part of the image, rounded outwards to whole pixels
     * @param host whose pixels are around it
     */
    public record Paste(Box part, ImageRecord host) {}

    /** As {@code pasted@}, a seed from which the pastes of one detector's pool follow, and which of each image's it is. */
    public static PastedView seeded(long seed, int number, Map<ImageId, Paste> pastes) {
        return new PastedView(ViewName.seeded("pasted", seed) + "-" + number, pastes);
    }

    @Override
    public Image of(ImageRecord record, Function<ImageRecord, Image> pixels) {
        Image image = pixels.apply(record);
        Paste paste = pastes.get(record.id());
        if (paste == null) {
            return image;
        }
        byte[] rgb = covering(pixels.apply(paste.host()), image.size());
        Box part = paste.part().clippedTo(image.size());
        int from = (int) part.x1();
        int length = 3 * ((int) Math.ceil(part.x2()) - from);
        for (int y = (int) part.y1(); y < (int) Math.ceil(part.y2()); y++) {
            int at = 3 * (y * image.width() + from);
            System.arraycopy(image.rgb(), at, rgb, at, length);
        }
        return new Image(image.size(), rgb);
    }

    private static byte[] covering(Image host, ImageSize frame) {
        double scale = Math.max((double) frame.width() / host.width(), (double) frame.height() / host.height());
        ImageSize size =
                new ImageSize(scaled(host.width(), scale, frame.width()), scaled(host.height(), scale, frame.height()));
        int left = (size.width() - frame.width()) / 2;
        int top = (size.height() - frame.height()) / 2;
        return Resampling.resized(host, size, new Window(left, top, frame)).rgb();
    }

    /** @param least which is to be covered */
    private static int scaled(int side, double scale, int least) {
        return (int) Math.max(least, Math.min(Integer.MAX_VALUE, Math.round(side * scale)));
    }
}
