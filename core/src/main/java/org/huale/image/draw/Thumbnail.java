package org.huale.image.draw;

import org.huale.geometry.ImageSize;
import org.huale.image.Image;

/** A small copy of an image. Each pixel is the mean of those it covers, so that fine patterns turn gray and do not flicker. */
public final class Thumbnail {

    private Thumbnail() {}

    /**
     * Keeps the proportions as far as whole pixels allow; an image whose sides are short enough stays as it is.
     *
     * @param longestSide of the copy in pixels, at least 1
     */
    public static Image of(Image image, int longestSide) {
        if (longestSide < 1) {
            throw new IllegalArgumentException("longestSide must be at least 1, got " + longestSide);
        }
        int longest = Math.max(image.width(), image.height());
        if (longest <= longestSide) {
            return image;
        }
        ImageSize size = new ImageSize(
                shrunk(image.width(), longest, longestSide), shrunk(image.height(), longest, longestSide));
        byte[] rgb = new byte[(int) (3 * size.pixels())];
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                fill(rgb, 3 * (y * size.width() + x), image, covered(x, y, size, image.size()));
            }
        }
        return new Image(size, rgb);
    }

    private static int shrunk(int side, int longest, int longestSide) {
        return (int) Math.max(1, Math.round((double) side * longestSide / longest));
    }

    /** The pixels that a pixel of the copy touches. */
    private static Canvas.Area covered(int x, int y, ImageSize small, ImageSize large) {
        return new Canvas.Area(
                start(x, small.width(), large.width()),
                start(y, small.height(), large.height()),
                end(x, small.width(), large.width()),
                end(y, small.height(), large.height()));
    }

    private static int start(int at, int small, int large) {
        return (int) ((long) at * large / small);
    }

    private static int end(int at, int small, int large) {
        return (int) (((long) (at + 1) * large + small - 1) / small); // rounded up
    }

    private static void fill(byte[] rgb, int offset, Image image, Canvas.Area area) {
        long[] sums = new long[3];
        for (int y = area.y1(); y < area.y2(); y++) {
            for (int x = area.x1(); x < area.x2(); x++) {
                for (int channel = 0; channel < 3; channel++) {
                    sums[channel] += image.at(x, y, channel);
                }
            }
        }
        long count = (long) (area.x2() - area.x1()) * (area.y2() - area.y1());
        for (int channel = 0; channel < 3; channel++) {
            rgb[offset + channel] = (byte) ((sums[channel] + count / 2) / count);
        }
    }
}
