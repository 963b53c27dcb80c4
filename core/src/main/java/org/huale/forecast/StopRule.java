package org.huale.forecast;

import java.util.List;
import java.util.Locale;

/**
 * Ends a run whose figure no longer rises: the best of the last so many cycles is less than so much above the best of all
 * cycles before them, as far back as the classes were the same. It looks at measured figures alone, never at a forecast. Cycles without the figure do not count.
 *
 * @param plateau least gain of the figure, of 1, for the run to go on; in [0, 1), 0 to go on whatever comes
 * @param cycles that are looked at for the gain, at least 1; a run has at least one more before it can end
 */
public record StopRule(double plateau, int cycles) {
    private static final int USUAL_CYCLES = 2;

    public StopRule {
        if (!(plateau >= 0 && plateau < 1)) {
            throw new IllegalArgumentException("plateau must be in [0, 1), got " + plateau);
        }
        if (cycles < 1) {
            throw new IllegalArgumentException("cycles must be at least 1, got " + cycles);
        }
    }

    /** Goes on whatever comes. */
    public static StopRule never() {
        return new StopRule(0, USUAL_CYCLES);
    }

    /** Whether it can be met at all. */
    public boolean canBeMet() {
        return plateau > 0;
    }

    /** @param figures of the cycles so far, in order */
    public boolean isMet(List<Double> figures) {
        return canBeMet() && figures.size() > cycles && best(recent(figures)) - best(before(figures)) < plateau;
    }

    /** Why a run ends whose figures meet the rule. */
    public String words(String figure, List<Double> figures) {
        return String.format(
                Locale.ROOT,
                "no more is gained: the best %s of the last %s, %.4f, is less than stop.plateau %s above the best"
                        + " before, %.4f",
                figure,
                cycles == 1 ? "cycle" : cycles + " cycles",
                best(recent(figures)),
                plateau,
                best(before(figures)));
    }

    private List<Double> recent(List<Double> figures) {
        return figures.subList(figures.size() - cycles, figures.size());
    }

    private List<Double> before(List<Double> figures) {
        return figures.subList(0, figures.size() - cycles);
    }

    private static double best(List<Double> figures) {
        return figures.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
}
