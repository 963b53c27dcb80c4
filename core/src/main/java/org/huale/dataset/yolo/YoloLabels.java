package org.huale.dataset.yolo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.huale.dataset.Annotation;
import org.huale.dataset.file.Findings;
import org.huale.dataset.file.RawBox;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;

/**
 * Turns the rows of a YOLO label file into annotations. A row is {@code class cx cy w h} or
 * {@code class x1 y1 x2 y2 x3 y3 ...}, a polygon, of which the bounding rectangle is taken; all normalized by the
 * image's width and height.
 */
record YoloLabels(int classCount, ImageSize size, Findings findings) {
    /** Values a little past the border are boxes to clip; anything further is not a normalized value. */
    private static final double OVERFLOW = 0.01;

    List<Annotation> annotations(List<String> lines, String where) {
        List<Annotation> annotations = new ArrayList<>();
        Set<Annotation> seen = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            String place = where + ": line " + (i + 1);
            if (!line.isEmpty()) {
                annotation(line.split("\\s+"), place).ifPresent(annotation -> {
                    annotations.add(annotation);
                    if (!seen.add(annotation)) {
                        findings.note(place, "the same object occurs before; both kept");
                    }
                });
            }
        }
        return annotations;
    }

    private Optional<Annotation> annotation(String[] row, String where) {
        try {
            int classIndex = classIndex(row);
            return rawBox(row).within(size, () -> where, findings).map(box -> Annotation.of(box, classIndex));
        } catch (HualeException e) {
            findings.refused(where, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private int classIndex(String[] row) {
        double value = number(row[0], "class");
        if (value != Math.rint(value) || value < 0 || value >= classCount) {
            throw new HualeException(
                    "class must be a whole number from 0 to " + (classCount - 1) + ", got '" + shortened(row[0]) + "'");
        }
        return (int) value;
    }

    private RawBox rawBox(String[] row) {
        if (row.length == 5) {
            double halfWidth = normalized(row[3], "w") / 2;
            double halfHeight = normalized(row[4], "h") / 2;
            double cx = normalized(row[1], "cx");
            double cy = normalized(row[2], "cy");
            return pixels(cx - halfWidth, cy - halfHeight, cx + halfWidth, cy + halfHeight);
        }
        if (row.length >= 7 && row.length % 2 == 1) {
            return boundsOfPolygon(row);
        }
        throw new HualeException(
                "must have 5 values (class cx cy w h) or a class and at least 3 points, got " + row.length + " values");
    }

    private RawBox boundsOfPolygon(String[] row) {
        double x1 = Double.POSITIVE_INFINITY;
        double y1 = Double.POSITIVE_INFINITY;
        double x2 = Double.NEGATIVE_INFINITY;
        double y2 = Double.NEGATIVE_INFINITY;
        for (int i = 1; i < row.length; i += 2) {
            double x = normalized(row[i], "x");
            double y = normalized(row[i + 1], "y");
            x1 = Math.min(x1, x);
            y1 = Math.min(y1, y);
            x2 = Math.max(x2, x);
            y2 = Math.max(y2, y);
        }
        return pixels(x1, y1, x2, y2);
    }

    private RawBox pixels(double x1, double y1, double x2, double y2) {
        return new RawBox(x1 * size.width(), y1 * size.height(), x2 * size.width(), y2 * size.height());
    }

    private static double normalized(String text, String name) {
        double value = number(text, name);
        if (!(value >= -OVERFLOW && value <= 1 + OVERFLOW)) {
            throw new HualeException(name + " must be in [0, 1], got " + shortened(text));
        }
        return value;
    }

    private static double number(String text, String name) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new HualeException(name + " must be a number, got '" + shortened(text) + "'", e);
        }
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
