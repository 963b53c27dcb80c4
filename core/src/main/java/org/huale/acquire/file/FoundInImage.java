package org.huale.acquire.file;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.huale.detect.Detections;

/** The detections of one view of one image, in the order of the file. */
final class FoundInImage {
    /** More are refused: pairs of detections are compared, and no detector gives so many for a purpose. */
    static final int MOST = 1000;

    private float[][] rows = new float[4][];
    private int[] classes = new int[4];
    private int count;

    void add(int classIndex, float[] row) {
        if (count == rows.length) {
            rows = Arrays.copyOf(rows, 2 * count);
            classes = Arrays.copyOf(classes, 2 * count);
        }
        rows[count] = row;
        classes[count++] = classIndex;
    }

    int count() {
        return count;
    }

    /** Most confident first; equal confidences in the order of the file. */
    Detections sorted(Layout layout) {
        int[] order = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -rows[i][Layout.CONFIDENCE]))
                .mapToInt(Integer::intValue)
                .toArray();
        return layout.detections(
                Arrays.stream(order).map(i -> classes[i]).toArray(),
                Arrays.stream(order).mapToObj(i -> rows[i]).toArray(float[][]::new));
    }
}
