package org.huale.geometry;

import java.util.Arrays;

/**
 * Assigns to each candidate box (anchor or proposal) the true box it overlaps most, if by enough.
 *
 * @param foregroundIou at or above it a candidate is matched
 * @param backgroundIou below it a candidate is background; between the two it is ignored
 * @param rescueLowQuality whether for every true box the candidates that overlap it most are matched however little
 *     that is; as in torchvision they keep <em>their own</em> best true box, which may be another one. A true box that none
 *     overlaps has no such candidates (in torchvision all that overlap nothing are)
 */
public record BoxMatching(float foregroundIou, float backgroundIou, boolean rescueLowQuality) {

    /** Marks a candidate that is background. */
    public static final int BACKGROUND = -1;
    /** Marks a candidate that is neither matched nor background. */
    public static final int IGNORED = -2;

    public BoxMatching {
        if (!(0 <= backgroundIou && backgroundIou <= foregroundIou && foregroundIou <= 1)) {
            throw new IllegalArgumentException("matching needs 0 <= background IoU <= foreground IoU <= 1, got "
                    + backgroundIou + " and " + foregroundIou);
        }
    }

    /**
     * @param truth {@code [4 M]}; with none everything is background
     * @param candidates {@code [4 N]}
     * @return {@code [N]}: index of the true box, {@link #BACKGROUND} or {@link #IGNORED}
     */
    public int[] match(float[] truth, float[] candidates) {
        int n = candidates.length / 4;
        int m = truth.length / 4;
        int[] best = new int[n];
        if (m == 0) {
            Arrays.fill(best, BACKGROUND);
            return best;
        }
        float[] bestIou = new float[n];
        float[][] iou = new float[m][];
        for (int t = 0; t < m; t++) {
            iou[t] = overlaps(truth, t, candidates);
            keepBest(iou[t], t, best, bestIou);
        }
        int[] matches = decide(best, bestIou);
        if (rescueLowQuality) {
            rescue(iou, best, matches);
        }
        return matches;
    }

    private static float[] overlaps(float[] truth, int t, float[] candidates) {
        float[] iou = new float[candidates.length / 4];
        float area = FlatBoxes.area(truth, t);
        float left = truth[4 * t];
        float top = truth[4 * t + 1];
        float right = truth[4 * t + 2];
        float bottom = truth[4 * t + 3];
        for (int i = 0; i < iou.length; i++) {
            float width = Math.max(0f, Math.min(right, candidates[4 * i + 2]) - Math.max(left, candidates[4 * i]));
            float height = Math.max(0f, Math.min(bottom, candidates[4 * i + 3]) - Math.max(top, candidates[4 * i + 1]));
            float shared = width * height;
            iou[i] = shared / (area + FlatBoxes.area(candidates, i) - shared);
        }
        return iou;
    }

    private static void keepBest(float[] iou, int t, int[] best, float[] bestIou) {
        for (int i = 0; i < iou.length; i++) {
            if (t == 0 || iou[i] > bestIou[i]) {
                bestIou[i] = iou[i];
                best[i] = t;
            }
        }
    }

    private int[] decide(int[] best, float[] bestIou) {
        int[] matches = new int[best.length];
        for (int i = 0; i < best.length; i++) {
            matches[i] = bestIou[i] >= foregroundIou ? best[i] : bestIou[i] < backgroundIou ? BACKGROUND : IGNORED;
        }
        return matches;
    }

    private static void rescue(float[][] iou, int[] best, int[] matches) {
        for (float[] row : iou) {
            float highest = highest(row);
            for (int i = 0; i < row.length; i++) {
                if (row[i] == highest && highest > 0) {
                    matches[i] = best[i];
                }
            }
        }
    }

    private static float highest(float[] values) {
        float highest = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            highest = Math.max(highest, value);
        }
        return highest;
    }
}
