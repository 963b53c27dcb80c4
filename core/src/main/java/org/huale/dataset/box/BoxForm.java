package org.huale.dataset.box;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;

/**
 * How a file states a box by four numbers: {@code xywh} in pixels, {@code cxcywh-normalized}, {@code xyxy-percent}.
 *
 * @param unit pixels alone where the layout is {@link Layout#VOC}, which counts them
 */
public record BoxForm(Layout layout, Unit unit) {
    public static final BoxForm XYWH = new BoxForm(Layout.XYWH, Unit.PIXELS);
    public static final BoxForm XYXY = new BoxForm(Layout.XYXY, Unit.PIXELS);
    public static final BoxForm CXCYWH_NORMALIZED = new BoxForm(Layout.CXCYWH, Unit.NORMALIZED);
    public static final BoxForm VOC = new BoxForm(Layout.VOC, Unit.PIXELS);
    private static final List<BoxForm> ALL = Arrays.stream(Unit.values())
            .flatMap(unit -> Arrays.stream(Layout.values())
                    .filter(layout -> isPossible(layout, unit))
                    .map(layout -> new BoxForm(layout, unit)))
            .toList();

    /** What the numbers count. */
    public enum Unit {
        PIXELS(0, ""),
        /** 1 is the width or height of the image. */
        NORMALIZED(1, "-normalized"),
        /** 100 is the width or height of the image. */
        PERCENT(100, "-percent");

        private final double whole;
        private final String ending;

        Unit(double whole, String ending) {
            this.whole = whole;
            this.ending = ending;
        }

        private double pixels(int side) {
            return this == PIXELS ? 1 : side / whole;
        }
    }

    public BoxForm {
        if (!isPossible(layout, unit)) {
            throw new IllegalArgumentException("the layout of VOC counts pixels, not " + unit);
        }
    }

    private static boolean isPossible(Layout layout, Unit unit) {
        return layout != Layout.VOC || unit == Unit.PIXELS;
    }

    /** All there are, those of pixels first. */
    public static List<BoxForm> all() {
        return ALL;
    }

    /**
     * The form of a word such as {@code xyxy}.
     *
     * @throws HualeException naming the words that are allowed
     */
    public static BoxForm named(String word) {
        Optional<BoxForm> form =
                ALL.stream().filter(it -> it.toString().equals(word)).findFirst();
        return form.orElseThrow(() -> new HualeException("boxes: '" + word + "' is no form of boxes; allowed are "
                + ALL.stream().map(BoxForm::toString).collect(Collectors.joining(", "))));
    }

    /** x1, y1, x2, y2 in pixels of a box that is stated by these numbers; x2 may be less than x1. */
    public double[] corners(double[] numbers, ImageSize size) {
        double x = unit.pixels(size.width());
        double y = unit.pixels(size.height());
        return layout.corners(numbers[0] * x, numbers[1] * y, numbers[2] * x, numbers[3] * y);
    }

    /** The numbers that state these corners. */
    public double[] numbers(double[] corners, ImageSize size) {
        double[] numbers = layout.numbers(corners[0], corners[1], corners[2], corners[3]);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] /= unit.pixels(i % 2 == 0 ? size.width() : size.height());
        }
        return numbers;
    }

    /** As users write it. */
    @Override
    public String toString() {
        return layout.word() + unit.ending;
    }
}
