package org.huale.dataset;

import java.util.ArrayList;
import java.util.List;
import org.huale.geometry.Box;

/**
 * Annotations in columns, for data sets with so many that objects would not fit in memory. They grow in blocks, so that
 * nothing is copied while growing.
 */
public final class AnnotationTable {
    private static final int BLOCK = 1 << 12;
    private static final int NUMBERS = 5; // x1, y1, x2, y2, area
    private final List<double[]> numbers = new ArrayList<>();
    private final List<int[]> classes = new ArrayList<>();
    private int size;

    public int size() {
        return size;
    }

    public void add(Annotation annotation) {
        if (size % BLOCK == 0) {
            numbers.add(new double[BLOCK * NUMBERS]);
            classes.add(new int[BLOCK]);
        }
        double[] block = numbers.get(size / BLOCK);
        int at = size % BLOCK * NUMBERS;
        Box box = annotation.box();
        block[at] = box.x1();
        block[at + 1] = box.y1();
        block[at + 2] = box.x2();
        block[at + 3] = box.y2();
        block[at + 4] = annotation.area();
        classes.get(size / BLOCK)[size % BLOCK] =
                annotation.classIndex() << 2 | (annotation.difficult() ? 2 : 0) | (annotation.crowd() ? 1 : 0);
        size++;
    }

    public Annotation get(int row) {
        double[] block = numbers.get(row / BLOCK);
        int at = row % BLOCK * NUMBERS;
        int marks = classes.get(row / BLOCK)[row % BLOCK];
        Box box = new Box(block[at], block[at + 1], block[at + 2], block[at + 3]);
        return new Annotation(box, marks >> 2, (marks & 2) != 0, (marks & 1) != 0, block[at + 4]);
    }

    /** The rows {@code order[from], ..., order[to - 1]}, made into objects when asked for. */
    public List<Annotation> rows(int[] order, int from, int to) {
        return from == to ? List.of() : new PackedAnnotations(this, order, from, to);
    }
}
