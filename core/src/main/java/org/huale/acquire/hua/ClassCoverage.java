package org.huale.acquire.hua;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import org.huale.acquire.ClassCounts;
import org.huale.acquire.Explanation;
import org.huale.acquire.ImageScore;
import org.huale.acquire.Query;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.detect.View;

/**
 * Takes, again and again, the image that adds most to the sum over the classes of ln(1 + objects): those annotated so far and
 * those expected in the images taken, which are the confidences of an image's detections, summed by class. A rare class counts
 * for more than a frequent one, and for less with each image taken that shows it. The sum is submodular, so that without
 * factors and costs no choice is better by more than a factor of e / (e − 1). As no image's gain ever grows, only those are
 * computed again whose last gain would still win: O(M B K) for B of M images and K classes at worst, mostly far less.
 */
final class ClassCoverage {
    private final List<ImageScore> ranked;
    private final double[] factors;
    private final double boxCost;
    private final List<double[]> expected = new ArrayList<>();

    /** What an image was worth when so many were taken; since then it can only have become less. */
    private record Worth(int image, double value, int taken) {

        /** The most worth first, of equals the better ranked. */
        static final Comparator<Worth> ORDER =
                Comparator.comparingDouble(Worth::value).reversed().thenComparingInt(Worth::image);
    }

    /**
     * @param factors by which the gain of each is multiplied
     * @param boxCost power of 1 + the expected objects by which it is divided
     */
    ClassCoverage(List<ImageScore> ranked, double[] factors, double boxCost) {
        this.ranked = ranked;
        this.factors = factors;
        this.boxCost = boxCost;
    }

    List<ImageScore> choose(Query query, int count) {
        int classes = query.predictions().classes().count();
        List<ImageId> ids = ranked.stream().map(ImageScore::image).toList();
        query.predictions().forEach(View.ORIGINAL, ids, (image, found) -> expected.add(objects(found, classes)));
        double[] objects = new double[classes];
        long[] annotated = ClassCounts.of(query.labeled(), query.predictions().classes());
        Arrays.setAll(objects, c -> annotated[c]);
        PriorityQueue<Worth> queue = new PriorityQueue<>(Worth.ORDER);
        for (int i = 0; i < ranked.size(); i++) {
            queue.add(worth(i, objects, 0));
        }
        List<ImageScore> chosen = new ArrayList<>();
        while (chosen.size() < Math.min(count, ranked.size())) {
            int next = most(queue, objects, chosen.size());
            chosen.add(explained(next, objects, query));
            Arrays.setAll(objects, c -> objects[c] + expected.get(next)[c]);
        }
        return chosen;
    }

    private static double[] objects(Detections found, int classes) {
        double[] objects = new double[classes];
        for (int i = 0; i < found.count(); i++) {
            objects[found.classes()[i]] += found.confidences()[i];
        }
        return objects;
    }

    private int most(PriorityQueue<Worth> queue, double[] objects, int taken) {
        Worth best = queue.remove();
        while (best.taken() < taken) {
            queue.add(worth(best.image(), objects, taken));
            best = queue.remove();
        }
        return best.image();
    }

    private Worth worth(int i, double[] objects, int taken) {
        return new Worth(i, factors[i] * gain(i, objects) / cost(i), taken);
    }

    private double cost(int i) {
        return Math.pow(1 + Arrays.stream(expected.get(i)).sum(), boxCost);
    }

    private double gain(int i, double[] objects) {
        double gain = 0;
        for (int c = 0; c < objects.length; c++) {
            gain += gain(i, c, objects);
        }
        return gain;
    }

    private double gain(int i, int c, double[] objects) {
        return Math.log1p(expected.get(i)[c] / (1 + objects[c]));
    }

    private ImageScore explained(int i, double[] objects, Query query) {
        int most = 0;
        for (int c = 1; c < objects.length; c++) {
            most = gain(i, c, objects) > gain(i, most, objects) ? c : most;
        }
        String reason = String.format(
                Locale.ROOT,
                "ranked %d; mostly %s, of which %.1f are expected beside %.1f",
                i + 1,
                query.predictions().classes().name(most),
                expected.get(i)[most],
                objects[most]);
        return ranked.get(i).with(new Explanation.Part("classes gained", gain(i, objects), 0, reason));
    }
}
