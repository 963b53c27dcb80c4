package org.huale.forecast;

import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * A mixture of normal distributions.
 *
 * @param parts at least one; their weights need not sum to 1
 */
record NormalMixture(List<Part> parts) {
    /** Halvings of the range that a quantile is looked for in: beyond the precision of a double. */
    private static final int HALVINGS = 60;

    private static final double FAR = 10;

    /** @param weight at least 0 */
    record Part(double weight, double mean, double deviation) {

        private double cumulative(double value) {
            return weight * NormalDistribution.of(mean, deviation).cumulativeProbability(value);
        }
    }

    NormalMixture {
        parts = List.copyOf(parts);
    }

    double mean() {
        return parts.stream().mapToDouble(it -> it.weight() * it.mean()).sum() / weight();
    }

    /** The value below which a share in (0, 1) of the mixture lies. */
    double quantile(double share) {
        double wanted = share * weight();
        double low = parts.stream()
                .mapToDouble(it -> it.mean() - FAR * it.deviation())
                .min()
                .orElseThrow();
        double high = parts.stream()
                .mapToDouble(it -> it.mean() + FAR * it.deviation())
                .max()
                .orElseThrow();
        for (int i = 0; i < HALVINGS; i++) {
            double middle = low + (high - low) / 2;
            boolean below =
                    parts.stream().mapToDouble(it -> it.cumulative(middle)).sum() < wanted;
            low = below ? middle : low;
            high = below ? high : middle;
        }
        return low;
    }

    private double weight() {
        return parts.stream().mapToDouble(Part::weight).sum();
    }
}
