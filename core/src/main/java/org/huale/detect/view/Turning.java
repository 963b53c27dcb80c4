package org.huale.detect.view;

import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;

/**
 * A turn about an image's centre, followed by scaling each axis so that the whole of the turned image fits the old frame.
 *
 * @param scaleX from the turned image to the frame, at most 1
 * @param scaleY likewise
 */
record Turning(ImageSize size, double cos, double sin, double scaleX, double scaleY) {
    private static final double LEAST_SHARE = 0.25;

    /** @param degrees counterclockwise as seen, less than 45 either way */
    static Turning of(ImageSize size, double degrees) {
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        double w = size.width();
        double h = size.height();
        double across = Math.abs(sin);
        return new Turning(size, cos, sin, w / (w * cos + h * across), h / (h * cos + w * across));
    }

    /** Where a point of the view is in the image. */
    double[] back(double x, double y) {
        double dx = (x - size.width() / 2.0) / scaleX;
        double dy = (y - size.height() / 2.0) / scaleY;
        return new double[] {size.width() / 2.0 + dx * cos - dy * sin, size.height() / 2.0 + dx * sin + dy * cos};
    }

    /** The box whose turned corners the given box frames. */
    Box boxBack(Box frame) {
        double w = frame.width() / scaleX;
        double h = frame.height() / scaleY;
        double across = Math.abs(sin);
        double determinant = cos * cos - across * across; // the cosine of twice the angle
        double width = Math.max((w * cos - h * across) / determinant, LEAST_SHARE * w);
        double height = Math.max((h * cos - w * across) / determinant, LEAST_SHARE * h);
        double[] centre = back((frame.x1() + frame.x2()) / 2, (frame.y1() + frame.y2()) / 2);
        return Box.ofXywh(centre[0] - width / 2, centre[1] - height / 2, width, height);
    }

    Image turned(Image image) {
        byte[] rgb = new byte[image.rgb().length];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                double[] source = back(x + 0.5, y + 0.5);
                Bilinear.sample(image, source[0], source[1], rgb, 3 * (y * image.width() + x));
            }
        }
        return new Image(image.size(), rgb);
    }
}
