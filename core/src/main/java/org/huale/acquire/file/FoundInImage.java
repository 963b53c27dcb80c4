package org.huale.acquire.file;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.IntStream;
import org.huale.dataset.identity.ClassIdentity;
import org.huale.detect.Detections;
import org.huale.detect.EvidencePart;
import org.huale.geometry.ImageSize;

/** The detections of one view of one image, in the order of the file; first by references to classes, later by the classes. */
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

    /**
     * Adds what another has of the same image, which is not used afterwards.
     *
     * @param ofReference the classes of its references; detections of unknown ones are left out
     */
    void addResolved(FoundInImage other, int[] ofReference, ImageSize size) {
        for (int i = 0; i < other.count; i++) {
            int classIndex = ofReference[other.classes[i]];
            if (classIndex != ClassIdentity.UNKNOWN) {
                add(classIndex, clipped(other.rows[i], size));
            }
        }
    }

    /** How many are of classes that the pool does not have. */
    long unknown(int[] ofReference) {
        return IntStream.range(0, count)
                .filter(i -> ofReference[classes[i]] == ClassIdentity.UNKNOWN)
                .count();
    }

    private static float[] clipped(float[] row, ImageSize size) {
        row[0] = clipped(row[0], size.width());
        row[1] = clipped(row[1], size.height());
        row[2] = clipped(row[2], size.width());
        row[3] = clipped(row[3], size.height());
        return row;
    }

    private static float clipped(float value, int limit) {
        return Math.max(0, Math.min(value, limit));
    }

    /**
     * Most confident first; equal confidences in the order of the file.
     *
     * @param classCount how many classes there are
     * @param asked the parts of the evidence that are given
     */
    Detections sorted(Layout layout, int classCount, Set<EvidencePart> asked) {
        int[] order = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -rows[i][Layout.CONFIDENCE]))
                .mapToInt(Integer::intValue)
                .toArray();
        return layout.detections(
                classCount,
                Arrays.stream(order).map(i -> classes[i]).toArray(),
                Arrays.stream(order).mapToObj(i -> rows[i]).toArray(float[][]::new),
                asked);
    }
}
