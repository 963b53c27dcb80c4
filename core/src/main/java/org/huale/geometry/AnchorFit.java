package org.huale.geometry;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * How well anchors fit boxes.
 *
 * @param boxes that were looked at
 * @param share50 of them with an anchor of IoU at least 0.5; 1 where there are no boxes
 * @param share70 at least 0.7
 * @param classes the same of each class that has boxes
 */
public record AnchorFit(int boxes, double share50, double share70, List<OfClass> classes) {
    /** A smaller share of boxes with an anchor of IoU 0.5 makes training hard. */
    public static final double GOOD_SHARE = 0.9;

    /** A class whose share is smaller is not learned, however well the frequent ones fit. */
    public static final double LEAST_SHARE_OF_CLASS = 0.5;

    /** A class with fewer boxes says too little to be warned of. */
    private static final int ENOUGH_TO_WARN = 5;

    /** How well anchors fit the boxes of a class; parameters as those of the whole. */
    public record OfClass(String name, int boxes, double share50, double share70) {

        private static OfClass of(String name, double[] bestIous) {
            return new OfClass(name, bestIous.length, share(bestIous, 0.5), share(bestIous, 0.7));
        }

        private boolean isLost() {
            return boxes >= ENOUGH_TO_WARN && share50 < LEAST_SHARE_OF_CLASS;
        }
    }

    public AnchorFit {
        classes = List.copyOf(classes);
    }

    /** @param bestIous of each box of a class that with the anchor it overlaps most, by the name of the class, in order */
    public static AnchorFit of(Map<String, double[]> bestIous) {
        double[] all =
                bestIous.values().stream().flatMapToDouble(DoubleStream::of).toArray();
        List<OfClass> classes = bestIous.entrySet().stream()
                .filter(it -> it.getValue().length > 0)
                .map(it -> OfClass.of(it.getKey(), it.getValue()))
                .toList();
        return new AnchorFit(all.length, share(all, 0.5), share(all, 0.7), classes);
    }

    /** Whether nine boxes in ten have an anchor, and no class with five boxes or more lacks one for most of them. */
    public boolean isGood() {
        return share50 >= GOOD_SHARE && classes.stream().noneMatch(OfClass::isLost);
    }

    /** The class with the smallest share of boxes with an anchor of IoU 0.5; empty without boxes. */
    public Optional<OfClass> hardest() {
        return classes.stream().min(Comparator.comparingDouble(OfClass::share50).thenComparingDouble(OfClass::share70));
    }

    private static double share(double[] ious, double least) {
        return ious.length == 0
                ? 1
                : DoubleStream.of(ious).filter(iou -> iou >= least).count() / (double) ious.length;
    }

    /** In words, for a log; shares are rounded down, so that what is said is there. */
    @Override
    public String toString() {
        if (boxes == 0) {
            return "no boxes to compare them with";
        }
        String whole = String.format(
                Locale.ROOT,
                "%d %% of %d boxes have an anchor of IoU 0.5, %d %% of 0.7",
                percent(share50),
                boxes,
                percent(share70));
        return classes.size() < 2
                ? whole
                : whole + hardest().map(AnchorFit::ofTheHardest).orElse("");
    }

    private static String ofTheHardest(OfClass it) {
        return String.format(
                Locale.ROOT,
                "; fewest of class %s, %d and %d %% of %d",
                it.name(),
                percent(it.share50()),
                percent(it.share70()),
                it.boxes());
    }

    private static int percent(double share) {
        return (int) Math.floor(100 * share + 1e-9);
    }
}
