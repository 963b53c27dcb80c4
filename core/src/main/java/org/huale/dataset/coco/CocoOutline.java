package org.huale.dataset.coco;

import java.util.Arrays;
import java.util.Optional;
import org.huale.dataset.file.JsonCursor;
import org.huale.dataset.file.RawBox;

/**
 * The bounds of a {@code segmentation}: polygons, one list of numbers or several, or a mask as run lengths, plain or
 * compressed, as pycocotools writes them. Read into the same fields again and again.
 */
final class CocoOutline {
    private double x1;
    private double y1;
    private double x2;
    private double y2;
    private long[] runs = new long[64];
    private int runCount;
    private double maskHeight;
    private double maskWidth;

    CocoOutline() {
        clear();
    }

    void clear() {
        x1 = Double.POSITIVE_INFINITY;
        y1 = Double.POSITIVE_INFINITY;
        x2 = Double.NEGATIVE_INFINITY;
        y2 = Double.NEGATIVE_INFINITY;
        runCount = 0;
        maskHeight = Double.NaN;
        maskWidth = Double.NaN;
    }

    /** Reads the value that the cursor stands at; one of another form says nothing. */
    void read(JsonCursor json) {
        if (json.isArray()) {
            polygon(json);
        } else if (json.isObject()) {
            json.object(key -> {
                switch (key) {
                    case "size" -> size(json);
                    case "counts" -> counts(json);
                    default -> json.skip();
                }
            });
        } else {
            json.skip();
        }
    }

    /** Numbers one after the other, or lists of them. */
    private void polygon(JsonCursor json) {
        json.array(i -> {
            if (json.isArray()) {
                polygon(json);
            } else {
                point(i, json.number());
            }
        });
    }

    private void point(int position, double value) {
        if (position % 2 == 0) {
            x1 = Math.min(x1, value);
            x2 = Math.max(x2, value);
        } else {
            y1 = Math.min(y1, value);
            y2 = Math.max(y2, value);
        }
    }

    private void size(JsonCursor json) {
        if (!json.isArray()) {
            json.skip();
            return;
        }
        json.array(i -> {
            double value = json.number();
            maskHeight = i == 0 ? value : maskHeight;
            maskWidth = i == 1 ? value : maskWidth;
        });
    }

    private void counts(JsonCursor json) {
        if (json.isArray()) {
            json.array(i -> add((long) json.number()));
            return;
        }
        String text = json.text();
        if (text != null) {
            decompress(text);
        }
    }

    private void add(long run) {
        if (runCount == runs.length) {
            runs = Arrays.copyOf(runs, 2 * runCount);
        }
        runs[runCount++] = run;
    }

    /**
     * As pycocotools' {@code rleFrString}: groups of five bits, least first, from character 48 on, the sixth says that more
     * follow, the fifth of the last is the sign; from the third run on, the difference to the one before the last.
     */
    private void decompress(String text) {
        long value = 0;
        int shift = 0;
        for (int i = 0; i < text.length(); i++) {
            int bits = text.charAt(i) - 48;
            value |= (long) (bits & 0x1f) << shift;
            shift += 5;
            if ((bits & 0x20) == 0) {
                value |= (bits & 0x10) == 0 ? 0 : -1L << shift;
                add(runCount > 2 ? value + runs[runCount - 2] : value);
                value = 0;
                shift = 0;
            }
        }
    }

    /** Empty where there is no outline, or none with an extent. */
    Optional<RawBox> bounds() {
        if (runCount > 0 && maskHeight >= 1 && maskWidth >= 1) {
            mask((long) maskHeight);
        }
        return x2 > x1 && y2 > y1 ? Optional.of(new RawBox(x1, y1, x2, y2)) : Optional.empty();
    }

    /** Pixels down the columns, runs of background and object in turn. */
    private void mask(long height) {
        long at = 0;
        for (int i = 0; i < runCount; i++) {
            long end = at + runs[i];
            if (i % 2 == 1 && end > at) {
                run(at, end - 1, height);
            }
            at = end;
        }
    }

    /** From one pixel to another; a run into another column reaches over the whole height. */
    private void run(long first, long last, long height) {
        long left = first / height;
        long right = last / height;
        point(0, (double) left);
        point(0, (double) right + 1);
        point(1, left == right ? (double) (first % height) : 0);
        point(1, left == right ? (double) (last % height) + 1 : (double) height);
    }
}
