package org.huale.metric.coco;

import java.util.ArrayList;
import java.util.List;
import org.huale.metric.DoubleColumn;
import org.huale.metric.PrecisionRecallCurve.Point;

/**
 * Counts the detections of one class, most confident first, in all settings at once. Precision is only ever needed where
 * recall rises, so what is kept is the precision at each true positive; all other detections are mere counts. A detection
 * that matches nothing, the usual case, costs a few additions.
 */
public final class CocoTally {
    private static final double SPACING_OF_ONE = Math.ulp(1.0); // pycocotools' guard against division by 0

    private final DoubleColumn[] precisions = new DoubleColumn[CocoProtocol.SETTINGS];
    private final DoubleColumn confidences = new DoubleColumn(); // of the true positives at IoU 0.5, all areas
    private final int[] matchedToIgnored = new int[CocoProtocol.SETTINGS];
    private final int[] matchedOutside = new int[CocoProtocol.SETTINGS];
    private final int[] outside = new int[CocoProtocol.RANGES];
    private final int[] foundByFirst = new int[CocoProtocol.THRESHOLDS];
    private final int[] foundByFirstTen = new int[CocoProtocol.THRESHOLDS];
    private double highestConfidence;
    private int seen;

    public CocoTally() {
        for (int setting = 0; setting < precisions.length; setting++) {
            precisions[setting] = new DoubleColumn();
        }
    }

    /**
     * What became of a detection.
     *
     * @param matched the settings in which it found an object
     * @param ignored those of them in which that object is ignored
     * @param outside the settings whose area range it is not in
     */
    public record Outcome(long matched, long ignored, long outside) {}

    /** Counts the next detection, which is the rank-th (from 0) of its class in its image. */
    public void add(int rank, double confidence, Outcome outcome) {
        if (seen++ == 0) {
            highestConfidence = confidence;
        }
        for (int range = 0; range < CocoProtocol.RANGES; range++) {
            outside[range] += (int) ((outcome.outside >>> (range * CocoProtocol.THRESHOLDS)) & 1);
        }
        for (long rest = outcome.matched; rest != 0; rest &= rest - 1) {
            int setting = Long.numberOfTrailingZeros(rest);
            matchedOutside[setting] += CocoProtocol.holds(outcome.outside, setting) ? 1 : 0;
            if (CocoProtocol.holds(outcome.ignored, setting)) {
                matchedToIgnored[setting]++;
            } else {
                addTruePositive(setting, rank, confidence);
            }
        }
    }

    private void addTruePositive(int setting, int rank, double confidence) {
        int truePositives = precisions[setting].size() + 1;
        int ignored = matchedToIgnored[setting]
                + outside[setting / CocoProtocol.THRESHOLDS]
                - matchedOutside[setting]; // outside its range and matched to nothing
        precisions[setting].add(truePositives / ((seen - ignored) + SPACING_OF_ONE));
        if (setting < CocoProtocol.THRESHOLDS) {
            foundByFirst[setting] += rank < 1 ? 1 : 0;
            foundByFirstTen[setting] += rank < 10 ? 1 : 0;
        }
        if (setting == CocoProtocol.HALF) {
            confidences.add(confidence);
        }
    }

    /** The interpolated precision, averaged over the 101 recall thresholds. */
    public double averagePrecision(int range, int threshold, int positives) {
        DoubleColumn precision = precisions[CocoProtocol.setting(range, threshold)];
        double[] envelope = envelope(precision);
        double sum = 0;
        int needed = 1;
        for (int i = 0; i < CocoProtocol.RECALLS; i++) {
            needed = truePositivesFor(i, positives, needed);
            sum += needed <= precision.size() ? envelope[needed - 1] : 0;
        }
        return sum / CocoProtocol.RECALLS;
    }

    private static int truePositivesFor(int recall, int positives, int atLeast) {
        int needed = atLeast;
        while ((double) needed / positives < CocoProtocol.recall(recall)) {
            needed++;
        }
        return needed;
    }

    private static double[] envelope(DoubleColumn precision) {
        double[] envelope = new double[precision.size()];
        double highest = 0;
        for (int i = envelope.length - 1; i >= 0; i--) {
            highest = Math.max(highest, precision.get(i));
            envelope[i] = highest;
        }
        return envelope;
    }

    double recall(int range, int threshold, int positives) {
        return (double) precisions[CocoProtocol.setting(range, threshold)].size() / positives;
    }

    /** Recall over all areas with one detection an image. */
    double recallOfFirst(int threshold, int positives) {
        return (double) foundByFirst[threshold] / positives;
    }

    /** Recall over all areas with ten detections an image. */
    double recallOfFirstTen(int threshold, int positives) {
        return (double) foundByFirstTen[threshold] / positives;
    }

    /** The curve at IoU 0.5 over all areas, one point for each recall threshold that is reached. */
    List<Point> curve(int positives) {
        DoubleColumn precision = precisions[CocoProtocol.HALF];
        double[] envelope = envelope(precision);
        List<Point> points = new ArrayList<>();
        int needed = 1;
        for (int i = 0; i < CocoProtocol.RECALLS; i++) {
            needed = truePositivesFor(i, positives, needed);
            if (needed > envelope.length) {
                break;
            }
            double confidence = i == 0 ? highestConfidence : confidences.get(needed - 1);
            points.add(new Point(CocoProtocol.recall(i), envelope[needed - 1], confidence));
        }
        return points;
    }
}
