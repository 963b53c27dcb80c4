package org.huale.acquire.localization;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.huale.acquire.ClassDistributions;
import org.huale.acquire.NearestBox;
import org.huale.acquire.entropy.BoxWords;
import org.huale.dataset.ClassNames;
import org.huale.detect.Detections;

/**
 * How much of an image's boxes is left in disturbed views, and how doubtful their classes are. With p_k the highest class
 * probability of box k and S_k the mean, over the views, of its overlap with the nearest box there: S is the mean of S_k
 * weighted by p_k, and U the highest 1 - p_k. An image's value is S - U, in [-1, 1], low for what is wanted.
 *
 * @param boxes of the highest p_k are followed
 */
record BoxStability(ClassNames classes, int boxes) {

    /** An image's value with the boxes that made it, in words. */
    record Value(double stability, double doubt, String leastStable, String mostDoubtful) {

        double value() {
            return stability - doubt;
        }
    }

    /** @param views at least one; a view without detections shows nothing of any box */
    Value of(Detections original, List<Detections> views) {
        ClassDistributions distributions = new ClassDistributions(original, classes.count());
        double[] p = IntStream.range(0, original.count())
                .mapToDouble(distributions::highest)
                .toArray();
        int[] followed = followed(p);
        double[] stable = IntStream.of(followed)
                .mapToDouble(i -> stability(original, i, views))
                .toArray();
        int loosest = least(stable);
        int doubtful = followed[followed.length - 1];
        return new Value(
                mean(stable, followed, p),
                1 - p[doubtful],
                words(original, followed[loosest], "overlap", stable[loosest]),
                words(original, doubtful, "class probability", p[doubtful]));
    }

    /** By falling probability; equal ones by index. */
    private int[] followed(double[] p) {
        return IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -p[i]))
                .limit(boxes)
                .mapToInt(i -> i)
                .toArray();
    }

    private static double stability(Detections original, int i, List<Detections> views) {
        double sum = 0;
        for (Detections view : views) {
            sum += view.count() == 0 ? 0 : NearestBox.of(original.box(i), view).iou();
        }
        return sum / views.size();
    }

    /** Plain where no box has any probability. */
    private static double mean(double[] stable, int[] followed, double[] p) {
        double sum = 0;
        double weights = 0;
        for (int k = 0; k < stable.length; k++) {
            sum += p[followed[k]] * stable[k];
            weights += p[followed[k]];
        }
        return weights > 0
                ? sum / weights
                : IntStream.range(0, stable.length)
                        .mapToDouble(k -> stable[k])
                        .average()
                        .orElse(0);
    }

    private static int least(double[] values) {
        int least = 0;
        for (int k = 1; k < values.length; k++) {
            least = values[k] < values[least] ? k : least;
        }
        return least;
    }

    private String words(Detections found, int i, String what, double value) {
        return String.format(Locale.ROOT, "%s: %s %.2f", BoxWords.of(found, i, classes), what, value);
    }
}
