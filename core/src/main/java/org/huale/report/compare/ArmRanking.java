package org.huale.report.compare;

import java.util.List;
import java.util.Locale;
import org.huale.statistics.FriedmanRanks;

/**
 * Arms ranked over several blocks.
 *
 * @param measure by which they are ranked
 * @param block what they are ranked in
 * @param arms labels, in the places of the test's rows
 * @param level that p-values are held against
 */
public record ArmRanking(Measure measure, Block block, List<String> arms, FriedmanRanks test, double level) {

    /** What arms are ranked in. */
    public enum Block {
        /** Each data set, by the mean over seeds: says something of data sets like these. */
        DATASETS("data sets"),
        /** Each seed of the only data set: says something of this data set only, as seeds are no further data sets. */
        SEEDS("seeds");

        private final String words;

        Block(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    public ArmRanking {
        arms = List.copyOf(arms);
    }

    /** Whether the test of Friedman, and the number of blocks, allow to speak of differences at all. */
    public boolean tells() {
        return test.canTell() && test.pValue() < level;
    }

    /** Arms, by their places, that no difference is shown between: as Nemenyi tells them apart or, where Friedman finds none, all. */
    public List<List<Integer>> groups() {
        return tells() ? test.groups() : List.of(test.bestFirst());
    }

    private String probability() {
        return test.pValue() < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, "= %.4f", test.pValue());
    }

    /** What can be said, in a sentence. */
    public String verdict() {
        int n = test.blocks();
        if (!test.canTell()) {
            return String.format(
                    Locale.ROOT,
                    "too few to tell: with %d blocks two of %d arms would have to be %.2f ranks apart, and they can be at most %d",
                    n,
                    arms.size(),
                    test.criticalDifference(),
                    arms.size() - 1);
        }
        String friedman = String.format(
                Locale.ROOT, "Friedman's chi-squared %.2f over %d blocks, p %s", test.friedman(), n, probability());
        return tells()
                ? String.format(
                        Locale.ROOT,
                        "the arms differ (%s); two of them less than %.2f ranks apart are inside the noise",
                        friedman,
                        test.criticalDifference())
                : "inside the noise: no two arms differ significantly (" + friedman + ")";
    }
}
