package org.huale.geometry;

import java.util.Arrays;

/**
 * Greedy non-maximum suppression: the highest score stays, everything of its group that overlaps it by more than the
 * threshold goes, and so on. Equal scores are taken in the order of their indices. IoU is computed in single precision
 * and compared with the threshold in double, as torchvision does on the CPU; boxes of no area suppress nothing.
 *
 * @param iouThreshold in [0, 1]; an overlap equal to it is kept
 */
public record NonMaximumSuppression(double iouThreshold) {
    private static final int GONE = -1;

    public NonMaximumSuppression {
        if (!(iouThreshold >= 0 && iouThreshold <= 1)) {
            throw new IllegalArgumentException("IoU threshold must be in [0, 1], got " + iouThreshold);
        }
    }

    /**
     * @param boxes {@code [4 N]}
     * @param scores {@code [N]}
     * @param groups {@code [N]}, small non-negative numbers such as classes or pyramid levels: boxes of different
     *     groups never suppress each other
     * @return indices of the boxes that stay, highest score first
     */
    public int[] keep(float[] boxes, float[] scores, int[] groups) {
        return keepCounting(boxes, scores, groups).indices();
    }

    /** As {@link #keep(float[], float[], int[])}, with how many others each box that stays has suppressed. */
    public Kept keepCounting(float[] boxes, float[] scores, int[] groups) {
        int[] order = ScoreOrder.descending(scores);
        int[][] byGroup = split(order, groups);
        int[] suppressed = new int[scores.length];
        Arrays.fill(suppressed, GONE);
        for (int[] group : byGroup) {
            new Greedy(boxes, group).count(suppressed);
        }
        int[] kept = Arrays.stream(order).filter(i -> suppressed[i] != GONE).toArray();
        return new Kept(kept, Arrays.stream(kept).map(i -> suppressed[i]).toArray());
    }

    /**
     * What stays, highest score first.
     *
     * @param indices of the boxes
     * @param suppressed how many boxes of its group each made go; a box that two would have suppressed counts for the one of
     *     the higher score
     */
    @SuppressWarnings("ArrayRecordComponent") // read once, by who asked
    public record Kept(int[] indices, int[] suppressed) {}

    /** All boxes in one group. */
    public int[] keep(float[] boxes, float[] scores) {
        return keep(boxes, scores, new int[scores.length]);
    }

    private static int[][] split(int[] order, int[] groups) {
        int[] sizes = new int[Arrays.stream(groups).max().orElse(-1) + 1];
        for (int group : groups) {
            sizes[group]++;
        }
        int[][] byGroup = new int[sizes.length][];
        Arrays.setAll(byGroup, g -> new int[sizes[g]]);
        int[] filled = new int[sizes.length];
        for (int index : order) {
            int group = groups[index];
            byGroup[group][filled[group]++] = index;
        }
        return byGroup;
    }

    /** One group, in falling order of score, as separate coordinate arrays: the IoU loop then runs on vector units. */
    private final class Greedy {
        private final int[] indices;
        private final float[] x1;
        private final float[] y1;
        private final float[] x2;
        private final float[] y2;
        private final float[] areas;

        Greedy(float[] boxes, int[] indices) {
            this.indices = indices;
            x1 = column(boxes, 0);
            y1 = column(boxes, 1);
            x2 = column(boxes, 2);
            y2 = column(boxes, 3);
            areas = new float[indices.length];
            for (int i = 0; i < areas.length; i++) {
                areas[i] = (x2[i] - x1[i]) * (y2[i] - y1[i]);
            }
        }

        /** Writes for each box of the group that stays how many it suppresses. */
        void count(int[] counts) {
            boolean[] suppressed = new boolean[indices.length];
            float[] iou = new float[indices.length];
            for (int i = 0; i < indices.length; i++) {
                if (!suppressed[i]) {
                    overlaps(i, iou);
                    counts[indices[i]] = suppress(i, iou, suppressed);
                }
            }
        }

        private void overlaps(int i, float[] iou) {
            float left = x1[i];
            float top = y1[i];
            float right = x2[i];
            float bottom = y2[i];
            float area = areas[i];
            for (int j = i + 1; j < iou.length; j++) {
                float width = Math.max(0f, Math.min(right, x2[j]) - Math.max(left, x1[j]));
                float height = Math.max(0f, Math.min(bottom, y2[j]) - Math.max(top, y1[j]));
                float shared = width * height;
                iou[j] = shared / (area + areas[j] - shared);
            }
        }

        private int suppress(int i, float[] iou, boolean[] suppressed) {
            int count = 0;
            for (int j = i + 1; j < iou.length; j++) {
                if (iou[j] > iouThreshold && !suppressed[j]) { // NaN, of two boxes without area, is no overlap
                    suppressed[j] = true;
                    count++;
                }
            }
            return count;
        }

        private float[] column(float[] boxes, int offset) {
            float[] column = new float[indices.length];
            for (int i = 0; i < column.length; i++) {
                column[i] = boxes[4 * indices[i] + offset];
            }
            return column;
        }
    }
}
