package org.huale.metric.coco;

import java.util.List;

/**
 * The fixed numbers of the COCO detection challenge. A <i>setting</i> is a pair of area range and IoU threshold, numbered
 * {@code range * THRESHOLDS + threshold}; a set of settings is a {@code long} with one bit each.
 */
public final class CocoProtocol {
    public static final int THRESHOLDS = 10;
    static final int RANGES = 4;
    static final int SETTINGS = RANGES * THRESHOLDS;
    static final int RECALLS = 101;
    /** Detections of a class that count in an image where nobody says otherwise. */
    static final int MOST_DETECTIONS = 100;

    /** The least bound that can be asked for, as a figure looks at the first ten. */
    static final int LEAST_BOUND = 11;

    /** Threshold numbers of IoU 0.5 and 0.75. */
    public static final int HALF = 0;

    public static final int THREE_QUARTERS = 5;

    /** The names of the twelve figures where so many detections count: {@code AR100} is named after their number. */
    static List<String> figures(int most) {
        return List.of("AP", "AP50", "AP75", "APs", "APm", "APl", "AR1", "AR10", "AR" + most, "ARs", "ARm", "ARl");
    }

    private static final double[] LEAST_AREA = {0, 0, 32 * 32, 96 * 96};
    private static final double[] GREATEST_AREA = {1e10, 32 * 32, 96 * 96, 1e10};
    private static final double[] IOU_THRESHOLDS = iouThresholds();
    /** The settings of all areas, one for each threshold. */
    public static final long ALL_THRESHOLDS = (1L << THRESHOLDS) - 1;

    private static final long FIRST_THRESHOLD_OF_EACH_RANGE =
            1 | (1L << THRESHOLDS) | (1L << (2 * THRESHOLDS)) | (1L << (3 * THRESHOLDS));

    private CocoProtocol() {}

    /** Steps as numpy.linspace takes them: the threshold "0.9" is 0.8999999999999999, and a hit depends on it. */
    private static double[] iouThresholds() {
        double[] thresholds = new double[THRESHOLDS];
        double step = (0.95 - 0.5) / (THRESHOLDS - 1);
        for (int i = 0; i < THRESHOLDS; i++) {
            thresholds[i] = 0.5 + i * step;
        }
        thresholds[THRESHOLDS - 1] = 0.95;
        return thresholds;
    }

    /** Recall thresholds 0, 0.01, ..., 1, again as numpy.linspace makes them. */
    static double recall(int i) {
        return i == RECALLS - 1 ? 1 : i * 0.01;
    }

    static double leastIou() {
        return IOU_THRESHOLDS[HALF];
    }

    static int setting(int range, int threshold) {
        return range * THRESHOLDS + threshold;
    }

    public static boolean holds(long settings, int setting) {
        return ((settings >>> setting) & 1) != 0;
    }

    /** The settings whose threshold an IoU reaches. */
    static long reachedBy(double iou) {
        int reached = 0;
        while (reached < THRESHOLDS && iou >= IOU_THRESHOLDS[reached]) {
            reached++;
        }
        return ((1L << reached) - 1) * FIRST_THRESHOLD_OF_EACH_RANGE;
    }

    /** The settings whose range an area is not in; both ends belong to a range. */
    static long outside(double area) {
        long outside = 0;
        for (int range = 0; range < RANGES; range++) {
            if (area < LEAST_AREA[range] || area > GREATEST_AREA[range]) {
                outside |= ALL_THRESHOLDS << (range * THRESHOLDS);
            }
        }
        return outside;
    }

    static long everySetting() {
        return (1L << SETTINGS) - 1;
    }
}
