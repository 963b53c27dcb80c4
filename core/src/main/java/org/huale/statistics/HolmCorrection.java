package org.huale.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Makes up for asking several questions at once: with the corrected p-values the chance of one false alarm or more among
 * all is at most the level that each is held against, whatever depends on what (Holm, Scandinavian Journal of Statistics,
 * 1979).
 */
public final class HolmCorrection {

    private HolmCorrection() {}

    /**
     * The i-th least of m p-values times m - i + 1, never less than the one before and at most 1; in the order given.
     *
     * @throws IllegalArgumentException where a p-value is not finite
     */
    public static double[] of(double... pValues) {
        return among(pValues.length, pValues);
    }

    /**
     * The same where so many questions were asked, and the rest of them, which cannot be answered, are as far from the level as
     * can be.
     *
     * @param questions those with a p-value among them; fewer count as many as there are p-values
     * @throws IllegalArgumentException where a p-value is not finite
     */
    public static double[] among(int questions, double... pValues) {
        Finite.require(pValues);
        int family = Math.max(questions, pValues.length);
        int[] ascending = IntStream.range(0, pValues.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] corrected = Arrays.copyOf(pValues, pValues.length);
        double least = 0;
        for (int place = 0; place < ascending.length; place++) {
            double value = pValues[ascending[place]] * (family - place);
            least = Math.min(1, Math.max(least, value));
            corrected[ascending[place]] = least;
        }
        return corrected;
    }
}
