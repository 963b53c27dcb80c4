package org.huale.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The mean of values in groups where groups, too, are a sample: value = mean + effect of the group + rest, both random. Of
 * paired differences, with data sets for groups and seeds within them, it says what to expect of a further data set. The
 * variances are those of restricted maximum likelihood (Patterson and Thompson, Biometrika 58, 1971); with groups of equal
 * size these are the mean squares of the analysis of variance, that between groups cut at 0.
 *
 * <p>Between groups there are groups - 1 degrees of freedom, whatever the variances turn out to be. With two or three groups
 * the interval is wide, as it should be.
 *
 * @param groups at least 2
 * @param units values in all
 * @param mean estimated; groups count by what they tell, not by size alone
 * @param standardError of the mean
 * @param between deviation of the groups' effects; 0 where the groups differ no more than their values do
 * @param within deviation of the values in a group
 */
public record MixedModel(int groups, int units, double mean, double standardError, double between, double within) {
    private static final double MOST_RATIO = 25; // logarithms
    private static final double STEP = 0.25;

    /** Why a model cannot be fitted; empty where it can. */
    public static Optional<String> obstacle(List<double[]> groups) {
        if (groups.size() < 2) {
            return Optional.of("a single data set says nothing of how a gain differs between data sets");
        }
        if (groups.stream().anyMatch(group -> group.length == 0)) {
            return Optional.of("a data set has no unit");
        }
        if (groups.stream().allMatch(group -> group.length == 1)) {
            return Optional.of("with one seed a data set, seeds cannot be told from data sets");
        }
        return spreadsWithin(groups)
                ? Optional.empty()
                : Optional.of("all units of a data set are equal, so that seeds have no spread");
    }

    /** By more than rounding. */
    private static boolean spreadsWithin(List<double[]> groups) {
        double[] all = groups.stream().flatMapToDouble(Arrays::stream).toArray();
        double largest = Arrays.stream(all).map(Math::abs).max().orElse(0);
        return Math.sqrt(squaresWithin(groups) / all.length) > Sample.ROUNDING * largest;
    }

    /** @throws IllegalArgumentException where there is an {@link #obstacle} */
    public static MixedModel of(List<double[]> groups) {
        obstacle(groups).ifPresent(reason -> {
            throw new IllegalArgumentException(reason);
        });
        Fit best = new Fit(groups, 0);
        for (double logarithm = -MOST_RATIO; logarithm <= MOST_RATIO; logarithm += STEP) {
            best = better(best, new Fit(groups, Math.exp(logarithm)));
        }
        return best.ratio == 0
                ? best.model()
                : refined(groups, Math.log(best.ratio)).model();
    }

    private static Fit better(Fit one, Fit other) {
        return other.deviance < one.deviance ? other : one;
    }

    /** By thirds, between the neighbours of the best place on the grid. */
    private static Fit refined(List<double[]> groups, double logarithm) {
        double low = logarithm - STEP;
        double high = logarithm + STEP;
        for (int i = 0; i < 100; i++) {
            double third = (high - low) / 3;
            Fit left = new Fit(groups, Math.exp(low + third));
            Fit right = new Fit(groups, Math.exp(high - third));
            if (left.deviance < right.deviance) {
                high -= third;
            } else {
                low += third;
            }
        }
        return new Fit(groups, Math.exp((low + high) / 2));
    }

    /** Two-sided, of the hypothesis that the mean is 0; by Student's t. */
    public double pValue() {
        return mean == 0 ? 1 : StudentT.twoSided(mean / standardError, groups - 1.0);
    }

    /** Of Student's t, with the confidence in (0, 1). */
    public PairedComparison.Interval interval(double confidence) {
        double reach = StudentT.quantile(confidence, groups - 1.0) * standardError;
        return new PairedComparison.Interval(mean - reach, mean + reach);
    }

    private static double squaresWithin(List<double[]> groups) {
        return groups.stream().mapToDouble(MixedModel::squares).sum();
    }

    private static double squares(double[] group) {
        double deviation = Sample.of(group).standardDeviation();
        return deviation * deviation * (group.length - 1);
    }

    /** The model at a ratio of the variance between groups to that within them, all else at its best. */
    private static final class Fit {
        private final double ratio;
        private final int groups;
        private final int units;
        private final double weights;
        private final double mean;
        private final double variance;
        private final double deviance;

        Fit(List<double[]> values, double ratio) {
            this.ratio = ratio;
            groups = values.size();
            units = values.stream().mapToInt(group -> group.length).sum();
            weights = values.stream().mapToDouble(this::weight).sum();
            mean = values.stream()
                            .mapToDouble(
                                    group -> weight(group) * Sample.of(group).mean())
                            .sum()
                    / weights;
            variance = (squaresWithin(values) + squaresBetween(values)) / (units - 1);
            double determinant = values.stream()
                    .mapToDouble(group -> Math.log1p(group.length * ratio))
                    .sum();
            deviance = (units - 1) * Math.log(variance) + determinant + Math.log(weights);
        }

        private double weight(double[] group) {
            return group.length / (1 + group.length * ratio);
        }

        private double squaresBetween(List<double[]> values) {
            return values.stream()
                    .mapToDouble(
                            group -> weight(group) * Math.pow(Sample.of(group).mean() - mean, 2))
                    .sum();
        }

        MixedModel model() {
            return new MixedModel(
                    groups,
                    units,
                    mean,
                    Math.sqrt(variance / weights),
                    Math.sqrt(ratio * variance),
                    Math.sqrt(variance));
        }
    }
}
