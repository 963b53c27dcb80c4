package org.huale.metric;

import java.util.List;
import org.huale.geometry.Box;

/**
 * Boxes as columns: the corners, and the area that IoU divides by. The area is a column of its own because a COCO file
 * states width and height, whose product differs in the last bit from that of the differences of the corners.
 */
public final class BoxColumns {
    private final DoubleColumn x1 = new DoubleColumn();
    private final DoubleColumn y1 = new DoubleColumn();
    private final DoubleColumn x2 = new DoubleColumn();
    private final DoubleColumn y2 = new DoubleColumn();
    private final DoubleColumn area = new DoubleColumn();

    void add(Box box) {
        addCorners(box.x1(), box.y1(), box.x2(), box.y2());
        area.add(box.area());
    }

    /** Adds x, y, width, height; sides may be negative, as files of other tools hold them, such a box meets no other. */
    void addXywh(double x, double y, double width, double height) {
        if (!(Double.isFinite(x + width) && Double.isFinite(y + height) && Double.isFinite(width * height))) {
            throw new IllegalArgumentException(
                    "box must be finite and its area too, got [" + x + ", " + y + ", " + width + ", " + height + "]");
        }
        addCorners(x, y, x + width, y + height);
        area.add(width * height);
    }

    private void addCorners(double left, double top, double right, double bottom) {
        x1.add(left);
        y1.add(top);
        x2.add(right);
        y2.add(bottom);
    }

    /** Corner and sides. */
    public double[] xywh(int i) {
        return new double[] {x1.get(i), y1.get(i), x2.get(i) - x1.get(i), y2.get(i) - y1.get(i)};
    }

    /** Puts box i in the place of box j. */
    void move(int i, int j) {
        columns().forEach(column -> column.set(j, column.get(i)));
    }

    /** Forgets all but the first. */
    void cut(int length) {
        columns().forEach(column -> column.cut(length));
    }

    private List<DoubleColumn> columns() {
        return List.of(x1, y1, x2, y2, area);
    }

    public double area(int i) {
        return area.get(i);
    }

    /** Area shared by box i of this and box j of the other; 0 where they only touch. */
    double intersection(int i, BoxColumns other, int j) {
        double w = Math.min(x2.get(i), other.x2.get(j)) - Math.max(x1.get(i), other.x1.get(j));
        if (w <= 0) {
            return 0;
        }
        double h = Math.min(y2.get(i), other.y2.get(j)) - Math.max(y1.get(i), other.y1.get(j));
        return h <= 0 ? 0 : w * h;
    }

    /** Intersection over union; 0 where nothing is shared. */
    public double iou(int i, BoxColumns other, int j) {
        double shared = intersection(i, other, j);
        return shared == 0 ? 0 : shared / (area.get(i) + other.area.get(j) - shared);
    }

    /** COCO's overlap with a crowd: the part of box i that lies in box j of the other. */
    public double coverage(int i, BoxColumns other, int j) {
        double shared = intersection(i, other, j);
        return shared == 0 ? 0 : shared / area.get(i);
    }
}
