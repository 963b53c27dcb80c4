package org.huale.report.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.huale.loop.folder.RunHistory;
import org.huale.problem.HualeException;
import org.huale.report.curve.Figure;
import org.huale.report.markup.MarkdownTable;
import org.huale.statistics.PairedPower;
import org.huale.statistics.Sample;

/**
 * From the spread of a pilot: how many units an experiment needs to show a gain.
 *
 * @param units seeds of data sets in the pilot, of the arm with most of them
 * @param comparisons arms that are held against random, on the data set with most of them
 * @param replicates random selections for each unit in the pilot
 * @param deviation of the paired differences between seeds of a data set, in the unit of the figure; over all arms, on whichever data
 *     sets have them
 * @param rows by gain, then replicates
 * @param images at the last common cycle, by data set
 * @param notes what a reader should know of runs that were left out or end before others
 */
public record PilotPower(
        Figure figure,
        int units,
        int comparisons,
        double replicates,
        double deviation,
        List<Row> rows,
        Map<String, Double> images,
        List<String> notes) {
    private static final double[] GAINS = {0.005, 0.01, 0.015, 0.02, 0.03};
    private static final int[] REPLICATES = {1, 4};

    /**
     * @param gain true difference, in the unit of the figure
     * @param replicates random selections for each unit
     * @param deviation expected with them
     * @param alone units that a single comparison needs
     * @param amongAll units at the first step of Holm's correction, with as many comparisons as the pilot asks for
     */
    public record Row(double gain, int replicates, double deviation, int alone, int amongAll) {}

    public PilotPower {
        rows = List.copyOf(rows);
        images = Collections.unmodifiableMap(new LinkedHashMap<>(images));
        notes = List.copyOf(notes);
    }

    /**
     * At the last common cycle of the runs that have come as far as both random and other arms have. The variance of a difference is that of a run times 1 + 1 / replicates: this supposes that random
     * selections of a seed scatter as other selections do.
     *
     * @throws HualeException where the pilot has no arm beside random with two seeds on a data set, or no spread
     */
    public static PilotPower of(List<RunHistory> runs, RunComparison.Options options) {
        List<String> notes = new ArrayList<>();
        RunComparison comparison = RunComparison.of(PilotRuns.of(runs, notes), options);
        notes.addAll(comparison.notes());
        PooledDifferences.Family family =
                new PooledDifferences(comparison.datasets(), options).strategies(Measure.LAST);
        List<PooledValues> strategies = family.values();
        double deviation = deviation(strategies, notes);
        Difference.Runs counted =
                strategies.stream().map(it -> it.together().runs()).reduce(Difference.Runs.NONE, Difference.Runs::and);
        double replicates = (double) counted.reference() / counted.own();
        return new PilotPower(
                comparison.figure(),
                strategies.stream()
                        .mapToInt(it -> it.together().units().size())
                        .max()
                        .orElse(0),
                family.questions(),
                replicates,
                deviation,
                rows(deviation / Math.sqrt(1 + 1 / replicates), family.questions()),
                images(comparison),
                notes);
    }

    private static Map<String, Double> images(RunComparison comparison) {
        Map<String, Double> images = new LinkedHashMap<>();
        comparison
                .datasets()
                .forEach(it -> images.put(it.dataset(), it.ranges().images().to()));
        return images;
    }

    /** The root of the mean variance within data sets. */
    private static double deviation(List<PooledValues> strategies, List<String> notes) {
        double squares = 0;
        int freedom = 0;
        List<double[]> sets = strategies.stream()
                .flatMap(it -> it.differences().stream())
                .filter(it -> it.length > 1)
                .toList();
        for (double[] set : sets) {
            Sample sample = Sample.of(set);
            if (sample.spreads()) { // what rounding makes of equal differences is no spread
                squares += sample.standardDeviation() * sample.standardDeviation() * (set.length - 1);
            }
            freedom += set.length - 1;
        }
        if (freedom == 0 || squares == 0) {
            throw new HualeException(
                    "the pilot has no spread to plan with: it takes an arm beside random, and at least two seeds"
                            + " of a data set that both have, with different differences at the last cycle that all its"
                            + " runs have"
                            + notes.stream()
                                    .map(it -> System.lineSeparator() + it)
                                    .collect(Collectors.joining()));
        }
        return Math.sqrt(squares / freedom);
    }

    private static List<Row> rows(double deviationOfARun, int comparisons) {
        List<Row> rows = new ArrayList<>();
        for (double gain : GAINS) {
            for (int replicates : REPLICATES) {
                double deviation = deviationOfARun * Math.sqrt(1 + 1.0 / replicates);
                rows.add(new Row(
                        gain,
                        replicates,
                        deviation,
                        PairedPower.USUAL.pairs(gain, deviation),
                        PairedPower.USUAL.atFirstHolmStep(comparisons).pairs(gain, deviation)));
            }
        }
        return rows;
    }

    /** A table as Markdown that can be read as plain text. */
    @Override
    public String toString() {
        MarkdownTable table = new MarkdownTable(List.of(
                "true gain", "random selections", "deviation", "units, alone", "units, first of " + comparisons));
        rows.forEach(it -> table.row(List.of(
                points(it.gain()),
                Integer.toString(it.replicates()),
                points(it.deviation()),
                Integer.toString(it.alone()),
                Integer.toString(it.amongAll()))));
        return String.format(
                        Locale.ROOT,
                        "%s at the last common cycle, in points: %d arms against random over %d units, with %.3g random selections"
                                + " each; paired differences deviate by %s.%n%n",
                        figure,
                        comparisons,
                        units,
                        replicates,
                        points(deviation))
                + table
                + "\nLast common cycle: " + lastCycles()
                + ".\nUnits (seeds of data sets) with which Student's paired t test, two-sided at 0.05, finds the gain in 80 % of"
                + " experiments: alone, and where it has the least p of all arms at the first step of Holm's correction.\n"
                + notes.stream().map(it -> "- " + it + "\n").collect(Collectors.joining());
    }

    private String lastCycles() {
        return images.entrySet().stream()
                .map(it -> String.format(Locale.ROOT, "%.0f images on %s", it.getValue(), it.getKey()))
                .collect(Collectors.joining(", "));
    }

    private static String points(double share) {
        return String.format(Locale.ROOT, "%.2f", 100 * share);
    }
}
