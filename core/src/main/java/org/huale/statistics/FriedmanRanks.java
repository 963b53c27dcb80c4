package org.huale.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.statistics.distribution.FDistribution;

/**
 * Several ways of doing the same thing, ranked in each of several blocks, such as data sets: the test of Friedman whether
 * there is any difference, and the critical difference of Nemenyi between two mean ranks, both as Demšar recommends them
 * (Statistical Comparisons of Classifiers over Multiple Data Sets, Journal of Machine Learning Research 7, 2006).
 *
 * @param blocks N, at least 1
 * @param meanRanks of each way over the blocks; 1 for the best
 * @param friedman chi-squared of Friedman, corrected for ties; 0 where all are equal in every block
 * @param pValue of the hypothesis that all are alike, by the F distribution of Iman and Davenport, which is less timid than
 *     chi-squared, but no less than the chance of the same order in every block, (1/k!)^(N - 1), than which no outcome is rarer;
 *     1 where nothing can be told
 * @param criticalDifference of two mean ranks, at the confidence asked for
 */
public record FriedmanRanks(
        int blocks, List<Double> meanRanks, double friedman, double pValue, double criticalDifference) {

    public FriedmanRanks {
        meanRanks = List.copyOf(meanRanks);
    }

    /**
     * @param values one row for each block, one value, of which more is better, for each way; equal values share their ranks
     * @param confidence in (0, 1)
     * @throws IllegalArgumentException where there is no block, fewer than two ways, rows differ in length, or a value is not
     *     finite
     */
    public static FriedmanRanks of(List<double[]> values, double confidence) {
        int k = values.isEmpty() ? 0 : values.get(0).length;
        if (k < 2 || values.stream().anyMatch(row -> row.length != k)) {
            throw new IllegalArgumentException("ranks need a block, and the same two values or more in each");
        }
        List<double[]> ranks = values.stream().map(FriedmanRanks::descending).toList();
        double[] means = means(ranks, k);
        double friedman = friedman(ranks, means);
        return new FriedmanRanks(
                values.size(),
                Arrays.stream(means).boxed().toList(),
                friedman,
                imanDavenport(friedman, values.size(), k),
                criticalDifference(values.size(), k, confidence));
    }

    /** Nemenyi's: mean ranks of k ways over N blocks that are at least so far apart differ. */
    public static double criticalDifference(int blocks, int k, double confidence) {
        double quantile = StudentizedRange.quantile(confidence, k) / Math.sqrt(2);
        return quantile * Math.sqrt(k * (k + 1) / (6.0 * blocks));
    }

    /** Whether any outcome could show a difference: with too few blocks not even the best and the worst are told apart. */
    public boolean canTell() {
        return criticalDifference < meanRanks.size() - 1;
    }

    /** Whether two ways, by their places in the rows, are told apart. */
    public boolean differ(int one, int other) {
        return Math.abs(meanRanks.get(one) - meanRanks.get(other)) >= criticalDifference;
    }

    /**
     * The largest groups within which none differs from any other, as places in the rows, best first; only groups of two or
     * more.
     */
    public List<List<Integer>> groups() {
        List<Integer> order = bestFirst();
        List<List<Integer>> groups = new ArrayList<>();
        int reached = 0;
        for (int i = 0; i < order.size(); i++) {
            int end = i + 1;
            while (end < order.size() && !differ(order.get(i), order.get(end))) {
                end++;
            }
            if (end - i > 1 && end > reached) {
                groups.add(List.copyOf(order.subList(i, end)));
                reached = end;
            }
        }
        return groups;
    }

    /** Places in the rows by ascending mean rank. */
    public List<Integer> bestFirst() {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < meanRanks.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingDouble(meanRanks::get)); // stable: of equals the first comes first
        return order;
    }

    private static double[] descending(double[] row) {
        double[] turned = Arrays.stream(row).map(value -> -value).toArray();
        return Ranks.of(turned);
    }

    private static double[] means(List<double[]> ranks, int k) {
        double[] means = new double[k];
        for (double[] row : ranks) {
            for (int i = 0; i < k; i++) {
                means[i] += row[i];
            }
        }
        Arrays.setAll(means, i -> means[i] / ranks.size());
        return means;
    }

    /** The spread of the mean ranks over what chance would make of it, (k - 1) times, ties counted. */
    private static double friedman(List<double[]> ranks, double[] means) {
        int k = means.length;
        double middle = (k + 1) / 2.0;
        double between = 0;
        for (double mean : means) {
            between += (mean - middle) * (mean - middle);
        }
        double within = 0;
        for (double[] row : ranks) {
            for (double rank : row) {
                within += (rank - middle) * (rank - middle);
            }
        }
        double n = ranks.size();
        return within == 0 ? 0 : (k - 1) * n * n * between / within;
    }

    private static double imanDavenport(double friedman, int blocks, int k) {
        if (friedman == 0 || blocks < 2) {
            return 1;
        }
        double left = blocks * (k - 1.0) - friedman;
        double least = Math.exp(-(blocks - 1) * LogGamma.value(k + 1.0));
        if (left <= 1e-9 * friedman) {
            return least; // the same order in every block
        }
        double f = (blocks - 1) * friedman / left;
        double low = k - 1;
        double high = low * (blocks - 1);
        return Math.max(least, FDistribution.of(low, high).survivalProbability(f));
    }
}
