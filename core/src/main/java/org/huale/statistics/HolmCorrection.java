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

    /** The i-th least of m p-values times m - i + 1, never less than the one before and at most 1; in the order given. */
    public static double[] of(double... pValues) {
        int[] ascending = IntStream.range(0, pValues.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] corrected = Arrays.copyOf(pValues, pValues.length);
        double least = 0;
        for (int place = 0; place < ascending.length; place++) {
            double value = pValues[ascending[place]] * (pValues.length - place);
            least = Math.min(1, Math.max(least, value));
            corrected[ascending[place]] = least;
        }
        return corrected;
    }
}
