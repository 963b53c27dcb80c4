package org.huale.acquire.hua;

import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.huale.acquire.ImageScore;

/**
 * Draws without replacement with chances in proportion to weights, by the largest of ln(weight) + Gumbel noise. Source:
 * Kirsch et al., Stochastic Batch Acquisition, TMLR 2023.
 */
final class PowerSampling {

    private PowerSampling() {}

    /** @param factors the weight of each, at least 0; those of 0 come last, in the order given */
    static List<ImageScore> draw(List<ImageScore> ranked, double[] factors, int count, RandomGenerator random) {
        double[] keys = new double[ranked.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = Math.log(factors[i]) - Math.log(-Math.log(random.nextDouble()));
        }
        return IntStream.range(0, keys.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -keys[i]))
                .limit(count)
                .map(ranked::get)
                .toList();
    }
}
