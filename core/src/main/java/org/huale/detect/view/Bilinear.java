package org.huale.detect.view;

import org.huale.image.Image;

/** Colours between pixels. */
final class Bilinear {

    private Bilinear() {}

    /** Writes the colour at a point, pixel centres being at halves; outside of the image all is black. */
    static void sample(Image image, double x, double y, byte[] rgb, int at) {
        int left = (int) Math.floor(x - 0.5);
        int top = (int) Math.floor(y - 0.5);
        double right = x - 0.5 - left;
        double lower = y - 0.5 - top;
        for (int channel = 0; channel < 3; channel++) {
            double above = (1 - right) * at(image, left, top, channel) + right * at(image, left + 1, top, channel);
            double below =
                    (1 - right) * at(image, left, top + 1, channel) + right * at(image, left + 1, top + 1, channel);
            rgb[at + channel] = (byte) Math.round((1 - lower) * above + lower * below);
        }
    }

    private static int at(Image image, int x, int y, int channel) {
        boolean inside = x >= 0 && y >= 0 && x < image.width() && y < image.height();
        return inside ? image.at(x, y, channel) : 0;
    }
}
