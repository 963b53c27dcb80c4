package org.huale.geometry;

import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * How well anchors fit boxes.
 *
 * @param boxes that were looked at
 * @param share50 of them with an anchor of IoU at least 0.5; 1 where there are no boxes
 * @param share70 at least 0.7
 */
public record AnchorFit(int boxes, double share50, double share70) {
    /** A smaller share of boxes with an anchor of IoU 0.5 makes training hard. */
    public static final double GOOD_SHARE = 0.9;

    /** @param bestIous of each box that with the anchor it overlaps most */
    public static AnchorFit of(double[] bestIous) {
        return new AnchorFit(bestIous.length, share(bestIous, 0.5), share(bestIous, 0.7));
    }

    public boolean isGood() {
        return share50 >= GOOD_SHARE;
    }

    private static double share(double[] ious, double least) {
        return ious.length == 0
                ? 1
                : DoubleStream.of(ious).filter(iou -> iou >= least).count() / (double) ious.length;
    }

    /** In words, for a log. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.0f %% of %d boxes have an anchor of IoU 0.5, %.0f %% of 0.7",
                100 * share50,
                boxes,
                100 * share70);
    }
}
