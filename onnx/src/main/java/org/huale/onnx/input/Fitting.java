package org.huale.onnx.input;

import org.huale.geometry.ImageSize;
import org.huale.onnx.options.Fit;
import org.huale.onnx.options.Padding;

/**
 * Decides where images lie in the network's input.
 *
 * @param fit the way
 * @param width of the input, 0 where any will do
 * @param height the same
 * @param fixed whether the input has to be of this size, or may be smaller than it where padding would fill the rest
 */
record Fitting(Fit fit, int width, int height, boolean fixed) {

    Placement of(ImageSize image) {
        return switch (fit.mode()) {
            case LETTERBOX -> keptInShape(image, ratioInto(image));
            case STRETCH -> stretched(image);
            case SHORTER_SIDE -> fixed ? keptInShape(image, ratioInto(image)) : keptInShape(image, ratioBySide(image));
            case NONE -> fixed ? stretched(image) : keptInShape(image, 1);
        };
    }

    private Placement stretched(ImageSize image) {
        ImageSize size = new ImageSize(width, height);
        return new Placement(image, size, size, 0, 0, (double) width / image.width(), (double) height / image.height());
    }

    /** Boxes go back by what became of each axis, or by the ratio before sides were cut to whole pixels. */
    private Placement keptInShape(ImageSize image, double ratio) {
        ImageSize scaled = scaled(image, ratio);
        boolean before = fit.rounding() == Fit.Rounding.DOWN;
        return placed(
                image,
                scaled,
                before ? ratio : (double) scaled.width() / image.width(),
                before ? ratio : (double) scaled.height() / image.height());
    }

    private Placement placed(ImageSize image, ImageSize scaled, double scaleX, double scaleY) {
        ImageSize canvas = fixed ? new ImageSize(width, height) : padded(scaled);
        boolean centred = fit.padding().place() == Padding.Place.CENTRE;
        int left = centred ? (canvas.width() - scaled.width()) / 2 : 0;
        int top = centred ? (canvas.height() - scaled.height()) / 2 : 0;
        return new Placement(image, scaled, canvas, left, top, scaleX, scaleY);
    }

    private double ratioInto(ImageSize image) {
        return Math.min((double) width / image.width(), (double) height / image.height());
    }

    private double ratioBySide(ImageSize image) {
        double shorter = Math.min(image.width(), image.height());
        double longer = Math.max(image.width(), image.height());
        return Math.min(fit.shorter() / shorter, fit.longer() / longer);
    }

    private ImageSize scaled(ImageSize image, double ratio) {
        return new ImageSize(side(image.width() * ratio), side(image.height() * ratio));
    }

    private int side(double length) {
        double whole = fit.rounding() == Fit.Rounding.NEAREST ? Math.rint(length) : Math.floor(length);
        return Math.max(1, (int) whole);
    }

    private ImageSize padded(ImageSize size) {
        return new ImageSize(padded(size.width()), padded(size.height()));
    }

    private int padded(int side) {
        int multiple = fit.padding().multipleOf();
        return (side + multiple - 1) / multiple * multiple;
    }
}
