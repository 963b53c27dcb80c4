package org.huale.metric;

/** Rows of a table brought into the order class, image, row, by two stable counting sorts. */
public final class ClassGroups {
    private final int[] rows;
    private final int[] starts;

    public ClassGroups(IntColumn classes, int classCount, IntColumn images, int imageCount) {
        int[] identity = new int[classes.size()];
        for (int i = 0; i < identity.length; i++) {
            identity[i] = i;
        }
        int[] byImage = sorted(identity, images, starts(images, imageCount));
        starts = starts(classes, classCount);
        rows = sorted(byImage, classes, starts.clone());
    }

    private static int[] starts(IntColumn keys, int keyCount) {
        int[] starts = new int[keyCount + 1];
        for (int i = 0; i < keys.size(); i++) {
            starts[keys.get(i) + 1]++;
        }
        for (int key = 0; key < keyCount; key++) {
            starts[key + 1] += starts[key];
        }
        return starts;
    }

    private static int[] sorted(int[] rows, IntColumn keys, int[] next) {
        int[] sorted = new int[rows.length];
        for (int row : rows) {
            sorted[next[keys.get(row)]++] = row;
        }
        return sorted;
    }

    /** Position of the first row of a class; that of class K is the number of rows. */
    public int start(int classIndex) {
        return starts[classIndex];
    }

    public int count(int classIndex) {
        return starts[classIndex + 1] - starts[classIndex];
    }

    public int row(int position) {
        return rows[position];
    }
}
