package org.huale.dataset.yolo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.huale.dataset.Annotation;
import org.huale.dataset.box.BoxForm;
import org.huale.dataset.file.Findings;
import org.huale.dataset.file.RawBox;
import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;

/**
 * Turns the rows of a YOLO label file into annotations. A row is {@code class cx cy w h}, with keypoints behind it where the
 * data set has any, or {@code class x1 y1 x2 y2 x3 y3 ...}, a polygon, of which the bounding rectangle is taken; all
 * normalized by the image's width and height.
 *
 * @param classes by their numbers
 * @param keypoints behind the boxes, if any; otherwise longer rows are polygons
 */
record YoloLabels(RowClasses classes, KeypointRows keypoints, ImageSize size, Findings findings) {

    List<Annotation> annotations(List<String> lines, String where) {
        List<Annotation> annotations = new ArrayList<>();
        Set<Annotation> seen = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            String place = where + ": line " + (i + 1);
            if (!line.isEmpty()) {
                annotation(values(line), place).ifPresent(annotation -> {
                    annotations.add(annotation);
                    if (!seen.add(annotation)) {
                        findings.repeated(place);
                    }
                });
            }
        }
        return annotations;
    }

    private String[] values(String line) {
        if (line.indexOf(',') >= 0) {
            findings.count("rows with commas; read as " + (YoloRow.hasDecimalCommas(line) ? "points" : "blanks"));
        }
        return YoloRow.values(line);
    }

    private Optional<Annotation> annotation(String[] row, String where) {
        try {
            int classIndex = classes.index(row[0]);
            return box(row, where).map(box -> Annotation.of(box, classIndex));
        } catch (HualeException e) {
            findings.refused(where, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<Box> box(String[] row, String where) {
        if (row.length == YoloRow.BOX || (keypoints.values() > 0 && row.length == YoloRow.BOX + keypoints.values())) {
            return stated(row).within(size, () -> where, findings);
        }
        requirePolygon(row);
        if (row.length == YoloRow.ORIENTED) {
            findings.count("rows of four corners, as of oriented boxes; their upright frames were taken");
        }
        RawBox bounds = YoloRow.bounds(row, size);
        keypoints.addPolygon(KeypointRows.numbers(row));
        return bounds.cut(size, () -> where, findings);
    }

    private void requirePolygon(String[] row) {
        if (keypoints.values() > 0) {
            throw new HualeException("must have " + YoloRow.BOX + " values (class cx cy w h) or, by kpt_shape, "
                    + (YoloRow.BOX + keypoints.values()) + ", got " + row.length + " values");
        }
        if (row.length < 7 || row.length % 2 == 0) {
            throw new HualeException("must have 5 values (class cx cy w h) or a class and at least 3 points, got "
                    + row.length + " values"
                    + (row.length == YoloRow.BOX + 1 ? ", as detections with a confidence have" : ""));
        }
        if (KeypointRows.hasVisibilities(KeypointRows.numbers(row))) {
            throw new HualeException("is no polygon but a box and keypoints; say kpt_shape: ["
                    + (row.length - YoloRow.BOX) / 3 + ", 3] in the data.yaml");
        }
    }

    /** By the format's own form, which every other is read from. */
    private RawBox stated(String[] row) {
        double cx = YoloRow.number(row[1], "cx");
        double cy = YoloRow.number(row[2], "cy");
        double halfWidth = YoloRow.number(row[3], "w") / 2;
        double halfHeight = YoloRow.number(row[4], "h") / 2;
        RawBox box = YoloRow.pixels(new RawBox(cx - halfWidth, cy - halfHeight, cx + halfWidth, cy + halfHeight), size);
        if (findings.reads(BoxForm.CXCYWH_NORMALIZED)) {
            requireNormalized(row, box);
        }
        return box;
    }

    private void requireNormalized(String[] row, RawBox box) {
        try {
            side(row[3], "w");
            side(row[4], "h");
            YoloRow.normalized(row[1], "cx");
            YoloRow.normalized(row[2], "cy");
        } catch (HualeException e) {
            box.tell(size, findings);
            throw e;
        }
    }

    /** A negative one is of a box that was drawn backwards. */
    private static void side(String text, String name) {
        YoloRow.requireNormalized(Math.abs(YoloRow.number(text, name)), text, name);
    }
}
