package org.huale.acquire.pal;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.huale.acquire.ClassCounts;
import org.huale.acquire.Query;
import org.huale.detect.Detections;
import org.huale.detect.View;

/**
 * How rare each class is, and what that makes of a budget: {@code r_c = 1 - (n_cl / N_l + n_cu / N_u) / 2}, with n_cl of N_l
 * annotated objects and n_cu of N_u detections in the pool of the class.
 */
final class PoolClasses {
    private final double[] rarity;
    private final int[] images;

    private PoolClasses(double[] rarity, int[] images) {
        this.rarity = rarity;
        this.images = images;
    }

    /** Looks at each unlabeled image once; detections below a confidence do not count. */
    static PoolClasses of(Query query, double confidence) {
        int classes = query.predictions().classes().count();
        long[] detections = new long[classes];
        int[] images = new int[classes];
        query.predictions().forEach(View.ORIGINAL, query.unlabeled(), (image, found) -> {
            BitSet shown = new BitSet();
            for (int i : found.atLeast(confidence)) {
                detections[found.classes()[i]]++;
                shown.set(found.classes()[i]);
            }
            shown.stream().forEach(c -> images[c]++);
        });
        double[] labeled =
                shares(ClassCounts.of(query.labeled(), query.predictions().classes()));
        return new PoolClasses(rarity(labeled, shares(detections)), images);
    }

    /** 1 for the only class, as what is left over for it would be 0. */
    private static double[] rarity(double[] labeled, double[] unlabeled) {
        double[] rarity = new double[labeled.length];
        Arrays.setAll(rarity, c -> 1 - (labeled[c] + unlabeled[c]) / 2);
        if (Arrays.stream(rarity).sum() == 0) {
            Arrays.fill(rarity, 1);
        }
        return rarity;
    }

    /** All 0 where there is nothing. */
    private static double[] shares(long[] counts) {
        long sum = Math.max(1, Arrays.stream(counts).sum());
        return Arrays.stream(counts).mapToDouble(n -> (double) n / sum).toArray();
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
