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
        AxisMap across = new AxisMap((double) width / image.width(), 0);
        AxisMap down = new AxisMap((double) height / image.height(), 0);
        return new Placement(image, size, size, 0, 0, across, down);
    }

    private Placement keptInShape(ImageSize image, double ratio) {
        ImageSize scaled = scaled(image, ratio);
        ImageSize canvas = fixed ? new ImageSize(width, height) : padded(scaled);
        Axis across = new Axis(image.width(), scaled.width(), canvas.width(), ratio);
        Axis down = new Axis(image.height(), scaled.height(), canvas.height(), ratio);
        return new Placement(image, scaled, canvas, padding(across), padding(down), back(across), back(down));
    }

    /** Sides of the image, of what became of it and of the input along an axis, and the ratio before sides were rounded. */
    private record Axis(int original, int scaled, int canvas, double ratio) {}

    private int padding(Axis axis) {
        return isCentred() ? (axis.canvas() - axis.scaled()) / 2 : 0;
    }

    private boolean isCentred() {
        return fit.padding().place() == Padding.Place.CENTRE;
    }

    private AxisMap back(Axis axis) {
        return switch (fit.rounding()) {
            case NEAREST, CUT, LONGER_CUT -> new AxisMap((double) axis.scaled() / axis.original(), padding(axis));
            case DOWN -> new AxisMap(axis.ratio(), padding(axis));
            case UNSEEN ->
                new AxisMap(axis.ratio(), isCentred() ? (axis.canvas() - axis.original() * axis.ratio()) / 2 : 0);
        };
    }

    private double ratioInto(ImageSize image) {
        return Math.min((double) width / image.width(), (double) height / image.height());
    }

    private double ratioBySide(ImageSize image) {
        return Math.min(fit.shorter() / shorter(image), fit.longer() / longer(image));
    }

    /** What {@link Fit.Mode#SHORTER_SIDE} makes of the shorter side, before it is rounded. */
    private double lengthOfShorter(ImageSize image) {
        return Math.min(fit.shorter(), fit.longer() * shorter(image) / longer(image));
    }

    private static double shorter(ImageSize image) {
        return Math.min(image.width(), image.height());
    }

    private static double longer(ImageSize image) {
        return Math.max(image.width(), image.height());
    }

    /** First multiplied, then divided, as DETR does: the other way round sides that come out whole could be one shorter. */
    private static ImageSize longerCut(ImageSize image, double length) {
        int shorter = Math.max(1, (int) Math.rint(length));
        int longer = Math.max(1, (int) (length * longer(image) / shorter(image)));
        return image.width() < image.height() ? new ImageSize(shorter, longer) : new ImageSize(longer, shorter);
    }

    private ImageSize scaled(ImageSize image, double ratio) {
        if (fit.rounding() == Fit.Rounding.LONGER_CUT) {
            return longerCut(image, fixed ? shorter(image) * ratio : lengthOfShorter(image));
        }
        return new ImageSize(side(image.width() * ratio), side(image.height() * ratio));
    }

    private int side(double length) {
        boolean cut = fit.rounding() == Fit.Rounding.CUT || fit.rounding() == Fit.Rounding.DOWN;
        double whole = cut ? Math.floor(length) : Math.rint(length);
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
