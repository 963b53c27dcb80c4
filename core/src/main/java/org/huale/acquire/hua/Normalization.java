package org.huale.acquire.hua;

import java.util.Arrays;
import org.huale.statistics.Ranks;

/**
 * Brings a metric's values over the candidates to a common scale: 0 for the least wanted candidate, equal values equal,
 * the order kept. All 0 where all values are equal.
 */
public enum Normalization {
    /** (v - min) / (max - min), in [0, 1]; one outlier presses all others together. */
    MIN_MAX {
        @Override
        double[] scaled(double[] values, double min, double max) {
            return Arrays.stream(values).map(v -> (v - min) / (max - min)).toArray();
        }
    },
    /** The share of the other candidates with a lower value, ties in their middle, then from 0 to 1. */
    RANK {
        @Override
        double[] scaled(double[] values, double min, double max) {
            double[] ranks = Ranks.of(values);
            double least = Arrays.stream(ranks).min().orElse(0);
            double most = Arrays.stream(ranks).max().orElse(1);
            return Arrays.stream(ranks).map(r -> (r - least) / (most - least)).toArray();
        }
    },
    /**
     * (v - min) / standard deviation: z-scores moved so that the lowest is 0, for squares in a Euclidean norm would make
     * an extremely low value as wanted as an extremely high one.
     */
    ZSCORE {
        @Override
        double[] scaled(double[] values, double min, double max) {
            double mean = Arrays.stream(values).average().orElse(0);
            double variance = Arrays.stream(values)
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElse(0);
            double deviation = Math.sqrt(variance); // 0 where values differ by less than their squares can show
            return Arrays.stream(values)
                    .map(v -> deviation == 0 ? 0 : (v - min) / deviation)
                    .toArray();
        }
    };

    /** New values for finite ones. */
    double[] of(double[] values) {
        double min = Arrays.stream(values).min().orElse(0);
        double max = Arrays.stream(values).max().orElse(0);
        return min == max ? new double[values.length] : scaled(values, min, max);
    }

    abstract double[] scaled(double[] values, double min, double max);
}
