package org.huale.dataset.file;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import org.huale.dataset.box.BoxEvidence;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;

/** A box as a file states it, in continuous pixels, before anything about it is known to be true. */
public record RawBox(double x1, double y1, double x2, double y2) {
    /** Files with six digits overshoot the border by rounding; that much, as a fraction of the side, is no finding. */
    private static final double ROUNDING = 1e-6;
    /** In pixels; what is narrower is a rounding error of its writer, and may have no width at all in float32. */
    private static final double NARROWEST = 1e-3;

    /** The bounding box of points; infinite where there are none. */
    public static RawBox around(double[] xs, double[] ys) {
        return new RawBox(
                DoubleStream.of(xs).min().orElse(Double.POSITIVE_INFINITY),
                DoubleStream.of(ys).min().orElse(Double.POSITIVE_INFINITY),
                DoubleStream.of(xs).max().orElse(Double.NEGATIVE_INFINITY),
                DoubleStream.of(ys).max().orElse(Double.NEGATIVE_INFINITY));
    }

    /** The upright frame of a box that is turned about its centre, in either direction. */
    public static RawBox ofRotated(double[] cxcywh, double radians) {
        double cos = Math.abs(Math.cos(radians));
        double sin = Math.abs(Math.sin(radians));
        double halfWidth = (cxcywh[2] * cos + cxcywh[3] * sin) / 2;
        double halfHeight = (cxcywh[2] * sin + cxcywh[3] * cos) / 2;
        return new RawBox(cxcywh[0] - halfWidth, cxcywh[1] - halfHeight, cxcywh[0] + halfWidth, cxcywh[1] + halfHeight);
    }

    /** True where no side has a length. */
    public boolean isEmpty() {
        return x1 == x2 || y1 == y2;
    }

    /** Counts a box that is not read among those that tell how the file states its boxes. */
    public void tell(ImageSize size, Findings findings) {
        findings.meant(this, size);
    }

    /**
     * The part inside the image of a box that the file states by four numbers, read in the form that was asked for; empty,
     * with a finding, where that has no extent. Opposite corners in the wrong order are put right, with a finding.
     */
    public Optional<Box> within(ImageSize size, Supplier<String> where, Findings findings) {
        RawBox meant = findings.meant(this, size);
        if (meant.x2 < meant.x1 || meant.y2 < meant.y1) {
            findings.mended(where.get(), "box " + meant + " ends before it begins; its corners were swapped");
        }
        return meant.ordered(findings.boxForm().layout().sidePixels()).cut(size, where, findings);
    }

    private RawBox ordered(int sidePixels) {
        boolean wide = !(x2 < x1);
        boolean high = !(y2 < y1);
        return new RawBox(
                wide ? x1 : x2 - sidePixels,
                high ? y1 : y2 - sidePixels,
                wide ? x2 : x1 + sidePixels,
                high ? y2 : y1 + sidePixels);
    }

    /** The same for a box that was made of an outline, which states its points in one way only. */
    public Optional<Box> cut(ImageSize size, Supplier<String> where, Findings findings) {
        if (!(Double.isFinite(x1) && Double.isFinite(y1) && Double.isFinite(x2) && Double.isFinite(y2))) {
            findings.refused(where.get(), "box " + this + " is not finite");
            return Optional.empty();
        }
        if (!(x2 > x1 && y2 > y1)) {
            findings.refused(where.get(), "box " + this + " has no extent, x1 < x2 and y1 < y2 are needed");
            return Optional.empty();
        }
        return clipped(new Box(x1, y1, x2, y2), size, where, findings);
    }

    private static Optional<Box> clipped(Box box, ImageSize size, Supplier<String> where, Findings findings) {
        Box inside = box.clippedTo(size);
        if (inside.isDegenerate()) {
            findings.refused(where.get(), "box " + text(box) + " lies outside its image of " + size);
            return Optional.empty();
        }
        if (Math.min(inside.width(), inside.height()) < NARROWEST) {
            findings.refused(
                    where.get(),
                    "box " + text(box) + " has no extent in its image of " + size + ": " + inside.width() + " by "
                            + inside.height() + " pixels, at least " + NARROWEST + " are needed");
            return Optional.empty();
        }
        if (overshoots(box, size, findings.tolerance())) {
            findings.clipped(
                    where.get(),
                    "box " + text(box) + " reaches outside its image of " + size,
                    BoxEvidence.reachesFar(box, size));
        }
        return Optional.of(inside);
    }

    private static boolean overshoots(Box box, ImageSize size, double tolerance) {
        double x = Math.max(tolerance, ROUNDING * size.width());
        double y = Math.max(tolerance, ROUNDING * size.height());
        return box.x1() < -x || box.y1() < -y || box.x2() > size.width() + x || box.y2() > size.height() + y;
    }

    private static String text(Box box) {
        return new RawBox(box.x1(), box.y1(), box.x2(), box.y2()).toString();
    }

    @Override
    public String toString() {
        return "(" + round(x1) + ", " + round(y1) + ", " + round(x2) + ", " + round(y2) + ")";
    }

    private static String round(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
    }
}
