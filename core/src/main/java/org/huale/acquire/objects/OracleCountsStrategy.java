package org.huale.acquire.objects;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.huale.acquire.BoundStrategy;
import org.huale.acquire.ClassCounts;
import org.huale.acquire.ConstantStrategyProvider;
import org.huale.acquire.Query;
import org.huale.acquire.Selection;
import org.huale.acquire.coverage.CoveredClasses;
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
        List<double[]> counts = query.unlabeled().stream()
                .map(image -> counts(hidden.of(image), classes.count()))
                .toList();
        CoveredClasses covered =
                new CoveredClasses(Arrays.stream(labeled).asDoubleStream().toArray());
        return Objective.choose(query, new Counts(classes, covered, counts));
    }

    private static double[] counts(List<Annotation> annotations, int classes) {
        double[] counts = new double[classes];
        annotations.forEach(it -> counts[it.classIndex()]++);
        return counts;
    }

    /**
     * @param covered by what is labeled or taken
     * @param counts of each image, the objects of each class
     */
    private record Counts(ClassNames classes, CoveredClasses covered, List<double[]> counts) implements Objective {

        @Override
        public String formula() {
            return "a bound: what the true objects add to the sum over classes of ln(1 + objects)";
        }

        @Override
        public double gain(int image) {
            return covered.gain(counts.get(image));
        }

        @Override
        public String reason(int image) {
            double[] objects = counts.get(image);
            int most = covered.mostGained(objects);
            return objects.length == 0 || objects[most] == 0
                    ? "shows no object"
                    : String.format(
                            Locale.ROOT,
                            "mostly %s, %.0f beside %.0f",
                            classes.name(most),
                            objects[most],
                            covered.count(most));
        }

        @Override
        public void take(int image) {
            covered.take(counts.get(image));
        }
    }
}
