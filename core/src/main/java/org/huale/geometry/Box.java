package org.huale.geometry;

import org.huale.api.Stable;

/**
 * An axis-parallel rectangle in absolute continuous pixels, xyxy. Finite, {@code x1 <= x2}, {@code y1 <= y2}; a side may
 * have length 0, as detectors produce such boxes.
 */
@Stable
public record Box(double x1, double y1, double x2, double y2) {
    private static final double LEAST_SIDE = 1e-6;

    public Box {
        if (!(Double.isFinite(x1) && Double.isFinite(y1) && Double.isFinite(x2) && Double.isFinite(y2))) {
            throw new IllegalArgumentException(
                    "box must be finite, got (" + x1 + ", " + y1 + ", " + x2 + ", " + y2 + ")");
        }
        if (x2 < x1 || y2 < y1) {
            throw new IllegalArgumentException(
                    "box must have x1 <= x2 and y1 <= y2, got (" + x1 + ", " + y1 + ", " + x2 + ", " + y2 + ")");
        }
    }

    public static Box ofXywh(double x, double y, double width, double height) {
        return new Box(x, y, x + width, y + height);
    }

    public double width() {
        return x2 - x1;
    }

    public double height() {
        return y2 - y1;
    }

    public double area() {
        return width() * height();
    }

    /** True where a side has no length, so that the box covers nothing. */
    public boolean isDegenerate() {
        return !(width() > 0 && height() > 0);
    }

    /** Area shared with another box; 0 where they only touch. */
    public double intersection(Box other) {
        double w = Math.min(x2, other.x2) - Math.max(x1, other.x1);
        double h = Math.min(y2, other.y2) - Math.max(y1, other.y1);
        return w > 0 && h > 0 ? w * h : 0;
    }

    /** Intersection over union in [0, 1]; 0 where both boxes are degenerate. */
    public double iou(Box other) {
        double shared = intersection(other);
        return shared == 0 ? 0 : shared / (area() + other.area() - shared);
    }

    /** The share of this box that another one covers, in [0, 1]; 0 where this one has no area. */
    public double coveredBy(Box other) {
        double area = area();
        return area > 0 ? intersection(other) / area : 0;
    }

    /**
     * IoU less the share of the smallest enclosing box that neither box covers (Rezatofighi et al., CVPR 2019): in [-1, 1],
     * 1 for equal boxes, 0 for touching ones that lie beside each other in full, towards -1 for small boxes far apart. A side
     * shorter than 1e-6 counts as that long, and such a box shares nothing, even with itself.
     */
    public double generalizedIou(Box other) {
        double shared = intersection(other);
        double union = sized(width()) * sized(height()) + sized(other.width()) * sized(other.height()) - shared;
        double width = Math.max(x2, other.x2) - Math.min(x1, other.x1);
        double height = Math.max(y2, other.y2) - Math.min(y1, other.y1);
        double enclosing = Math.max(sized(width) * sized(height), union);
        return shared / union - (enclosing - union) / enclosing;
    }

    private static double sized(double side) {
        return Math.max(side, LEAST_SIDE);
    }

    /** The part inside an image; a box wholly outside becomes a degenerate one on the border. */
    public Box clippedTo(ImageSize size) {
        return new Box(
                clamp(x1, size.width()), clamp(y1, size.height()), clamp(x2, size.width()), clamp(y2, size.height()));
    }

    /** The mirror image in a frame of the given width. */
    public Box flipped(double frameWidth) {
        return new Box(frameWidth - x2, y1, frameWidth - x1, y2);
    }

    public Box scaled(double factorX, double factorY) {
        return new Box(x1 * factorX, y1 * factorY, x2 * factorX, y2 * factorY);
    }

    private static double clamp(double value, double limit) {
        return Math.max(0, Math.min(value, limit));
    }
}
