package org.huale.acquire.objects;

import java.util.List;
import java.util.Locale;
import org.huale.acquire.BoundStrategy;
import org.huale.acquire.ClassCounts;
import org.huale.acquire.ConstantStrategyProvider;
import org.huale.acquire.Query;
import org.huale.acquire.Selection;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;

/**
 * Class coverage that knows the true objects: again and again the image that adds most to the sum over the classes of
 * ln(1 + objects), counting those annotated and those in the images taken. What any coverage of classes could bring, if it
 * counted without mistakes.
 */
public record OracleCountsStrategy(Options options) implements BoundStrategy {

    /** There is nothing to choose. */
    public record Options() {}

    /** Finds the bound by its name. */
    public static final class Provider extends ConstantStrategyProvider<Options> {

        public Provider() {
            super(
                    "oracle-counts",
                    "A bound and no strategy: class coverage by the pool's true class counts.",
                    new Options(),
                    OracleCountsStrategy::new);
        }
    }

    @Override
    public String name() {
        return "oracle-counts";
    }

    @Override
    public Selection select(Query query, Hidden hidden) {
        if (query.wanted() == 0) {
            return Selection.none();
        }
        ClassNames classes = query.labeled().classes();
        long[] labeled = ClassCounts.of(query.labeled(), classes);
        int[][] counts = query.unlabeled().stream()
                .map(image -> counts(hidden.of(image), classes.count()))
                .toArray(int[][]::new);
        return Objective.choose(query, new Counts(classes, labeled, counts));
    }

    private static int[] counts(List<Annotation> annotations, int classes) {
        int[] counts = new int[classes];
        annotations.forEach(it -> counts[it.classIndex()]++);
        return counts;
    }

    /** @param taken objects of each class that are labeled or taken */
    @SuppressWarnings("ArrayRecordComponent") // one choice's own
    private record Counts(ClassNames classes, long[] taken, int[][] counts) implements Objective {

        @Override
        public String formula() {
            return "a bound: what the true objects add to the sum over classes of ln(1 + objects)";
        }

        @Override
        public double gain(int image) {
            double gain = 0;
            for (int c = 0; c < taken.length; c++) {
                gain += gain(image, c);
            }
            return gain;
        }

        private double gain(int image, int c) {
            return Math.log1p(counts[image][c] / (1.0 + taken[c]));
        }

        @Override
        public String reason(int image) {
            int most = 0;
            for (int c = 1; c < taken.length; c++) {
                most = gain(image, c) > gain(image, most) ? c : most;
            }
            return taken.length == 0 || counts[image][most] == 0
                    ? "shows no object"
                    : String.format(
                            Locale.ROOT,
                            "mostly %s, %d beside %d",
                            classes.name(most),
                            counts[image][most],
                            taken[most]);
        }

        @Override
        public void take(int image) {
            for (int c = 0; c < taken.length; c++) {
                taken[c] += counts[image][c];
            }
        }
    }
}
