package org.huale.acquire.pal;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.huale.acquire.ClassCounts;
import org.huale.acquire.Query;
import org.huale.acquire.calibration.UnlearnedClasses;
import org.huale.dataset.ClassNames;
import org.huale.detect.Detections;
import org.huale.detect.View;

/**
 * How rare each class is, and what that makes of a budget: {@code r_c = 1 - (n_cl / N_l + n_cu / N_u) / 2}, with n_cl of N_l
 * annotated objects and n_cu of N_u detections in the pool of the class. Classes that the detector never learned have rarity 0
 * and no budget, and their detections are not counted.
 */
final class PoolClasses {
    private final UnlearnedClasses unlearned;
    private final long[] detections;
    private final int[] images;
    private final double[] rarity;

    private PoolClasses(int classes, UnlearnedClasses unlearned) {
        this.unlearned = unlearned;
        this.detections = new long[classes];
        this.images = new int[classes];
        this.rarity = new double[classes];
    }

    /** Looks at each unlabeled image once; detections below the confidence do not count. */
    static PoolClasses of(Query query, PalOptions options) {
        ClassNames names = query.predictions().classes();
        PoolClasses classes = new PoolClasses(names.count(), UnlearnedClasses.of(query, options.unseenConfidence()));
        query.predictions()
                .forEach(
                        View.ORIGINAL, query.unlabeled(), (image, found) -> classes.count(found, options.confidence()));
        classes.leaveOutUnlearned();
        classes.weigh(shares(ClassCounts.of(query.labeled(), names)));
        return classes;
    }

    private void count(Detections found, double confidence) {
        BitSet shown = new BitSet();
        for (int i : found.atLeast(confidence)) {
            detections[found.classes()[i]]++;
            shown.set(found.classes()[i]);
        }
        shown.stream().forEach(c -> images[c]++);
        unlearned.see(found);
    }

    private void leaveOutUnlearned() {
        Arrays.setAll(detections, c -> unlearned.contains(c) ? 0 : detections[c]);
        Arrays.setAll(images, c -> unlearned.contains(c) ? 0 : images[c]);
    }

    /** 1 for the only class, as what is left over for it would be 0. */
    private void weigh(double[] labeled) {
        double[] unlabeled = shares(detections);
        Arrays.setAll(rarity, c -> unlearned.contains(c) ? 0 : 1 - (labeled[c] + unlabeled[c]) / 2);
        if (Arrays.stream(rarity).sum() == 0) {
            Arrays.setAll(rarity, c -> unlearned.contains(c) ? 0 : 1);
        }
    }

    /** All 0 where there is nothing. */
    private static double[] shares(long[] counts) {
        long sum = Math.max(1, Arrays.stream(counts).sum());
        return Arrays.stream(counts).mapToDouble(n -> (double) n / sum).toArray();
    }

    /** Whether the detector has learned it. */
    boolean counts(int classIndex) {
        return !unlearned.contains(classIndex);
    }

    double rarity(int classIndex) {
        return rarity[classIndex];
    }

    /** The sum of the rarities of the classes that an image shows. */
    double diversity(Detections found, double confidence) {
        return Arrays.stream(found.atLeast(confidence))
                .map(i -> found.classes()[i])
                .distinct()
                .sorted()
                .mapToDouble(c -> rarity[c])
                .sum();
    }

    /** The rarest first, of equals by index. */
    int[] rarestFirst() {
        return IntStream.range(0, rarity.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer c) -> -rarity[c]).thenComparing(c -> c))
                .mapToInt(c -> c)
                .toArray();
    }

    /**
     * Shares a budget out by rarity among the classes that any image shows, to each at most as many as images show it; what
     * is left over from rounding down goes to the largest remainders, then to whoever has room. Comes to less than the budget
     * only where all have as many as they can.
     */
    int[] budgets(int total) {
        double[] wished = wished(total);
        int[] budgets = new int[images.length];
        Arrays.setAll(budgets, c -> (int) Math.min(images[c], Math.floor(wished[c])));
        int[] order = IntStream.range(0, budgets.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer c) -> Math.floor(wished[c]) - wished[c])
                        .thenComparing(c -> c))
                .mapToInt(c -> c)
                .toArray();
        long room = Arrays.stream(images).asLongStream().sum();
        long rest =
                Math.min(total, room) - Arrays.stream(budgets).asLongStream().sum();
        while (rest > 0) {
            for (int c : order) {
                if (rest > 0 && budgets[c] < images[c]) {
                    budgets[c]++;
                    rest--;
                }
            }
        }
        return budgets;
    }

    private double[] wished(int total) {
        double sum = IntStream.range(0, images.length)
                .filter(c -> images[c] > 0)
                .mapToDouble(c -> rarity[c])
                .sum();
        double[] wished = new double[images.length];
        Arrays.setAll(wished, c -> images[c] > 0 && sum > 0 ? total * rarity[c] / sum : 0);
        return wished;
    }
}
