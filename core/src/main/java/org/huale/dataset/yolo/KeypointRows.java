package org.huale.dataset.yolo;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.huale.geometry.Box;

/**
 * Whether the rows of a data set have keypoints behind their boxes. Where {@code kpt_shape} does not say so, long rows are
 * polygons; a box with keypoints has the form of one, and is told from it over all rows: its points lie in the box that its first
 * four numbers state, and the point that two of them would be, width and height, does not. Of polygons hardly any look so. Safe for
 * many threads.
 */
final class KeypointRows {
    private static final double MARGIN = 0.02; // points at the border of the box are in it

    private final int values;
    private final AtomicInteger polygons = new AtomicInteger();
    private final AtomicInteger poses = new AtomicInteger();
    private final AtomicInteger length = new AtomicInteger();

    /** @param values numbers of keypoints behind each box, by {@code kpt_shape}; 0 where it says nothing */
    KeypointRows(int values) {
        this.values = values;
    }

    int values() {
        return values;
    }

    /** Takes a row that is read as a polygon. */
    void addPolygon(double[] row) {
        polygons.incrementAndGet();
        if (isPose(row, 2)) {
            poses.incrementAndGet();
            length.set(row.length - YoloRow.BOX);
        }
    }

    /**
     * Whether every third value behind a box is a mark 0, 1 or 2. A polygon that is cut at the corners of its image may have such
     * coordinates, too, but none of 2, and its points hardly lie as those of a box with keypoints.
     */
    static boolean hasVisibilities(double[] row) {
        if (row.length < YoloRow.BOX + 3 || (row.length - YoloRow.BOX) % 3 != 0) {
            return false;
        }
        double[] marks = IntStream.range(0, (row.length - YoloRow.BOX) / 3)
                .mapToDouble(i -> row[YoloRow.BOX + 3 * i + 2])
                .toArray();
        return DoubleStream.of(marks).allMatch(mark -> mark == 0 || mark == 1 || mark == 2)
                && (DoubleStream.of(marks).anyMatch(mark -> mark == 2) || isPose(row, 3));
    }

    /**
     * @param row class, cx, cy, w, h and points, of which (0, 0) is one that was not seen
     * @param step values of a point
     */
    private static boolean isPose(double[] row, int step) {
        Box box = new Box(
                row[1] - row[3] / 2 - MARGIN,
                row[2] - row[4] / 2 - MARGIN,
                row[1] + row[3] / 2 + MARGIN,
                row[2] + row[4] / 2 + MARGIN);
        for (int i = YoloRow.BOX; i + 1 < row.length; i += step) {
            boolean unseen = row[i] == 0 && row[i + 1] == 0;
            if (!unseen && !contains(box, row[i], row[i + 1])) {
                return false;
            }
        }
        return !contains(box, row[3], row[4]);
    }

    private static boolean contains(Box box, double x, double y) {
        return x >= box.x1() && x <= box.x2() && y >= box.y1() && y <= box.y2();
    }

    /** What is wrong where most of several polygons are none; empty otherwise. */
    Optional<String> fault() {
        int found = poses.get();
        return found < 2 || 2 * found < polygons.get()
                ? Optional.empty()
                : Optional.of(found + " of " + polygons.get()
                        + " rows that would be polygons are boxes with keypoints in them;" + " say kpt_shape: ["
                        + length.get() / 2 + ", 2] in the data.yaml");
    }

    /** The numbers of a row, the class among them. */
    static double[] numbers(String[] row) {
        return Arrays.stream(row)
                .mapToDouble(text -> YoloRow.number(text, "value"))
                .toArray();
    }
}
