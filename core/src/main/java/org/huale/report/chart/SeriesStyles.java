package org.huale.report.chart;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.huale.report.compare.DatasetComparison;
import org.huale.report.compare.References;
import org.huale.report.compare.RunComparison;
import org.huale.report.curve.ArmCurves;

/**
 * Which arm is drawn how: a strategy has one colour, its losses and other settings have dashes of their own. The same for
 * all data sets of a comparison, however runs are ordered.
 */
public final class SeriesStyles {
    private final Map<String, SeriesStyle> byLabel = new HashMap<>();

    /** Of no arm. */
    public static final SeriesStyles NONE = new SeriesStyles();

    private SeriesStyles() {}

    /** Gray is the strategy of the arm that others are held against, but itself against none; the first of several. */
    public static SeriesStyles of(RunComparison comparison) {
        Map<String, Set<String>> strategies = strategies(comparison.datasets());
        SeriesStyles styles = new SeriesStyles();
        String gray = root(comparison.datasets());
        int most = strategies.values().stream().mapToInt(Set::size).max().orElse(1);
        int colour = 0;
        for (Map.Entry<String, Set<String>> strategy : strategies.entrySet()) {
            boolean isGray = strategy.getValue().contains(gray);
            int firstDash = isGray ? 0 : colour / SeriesStyle.COLOURS * most;
            styles.add(strategy.getValue(), isGray ? SeriesStyle.GRAY : colour % SeriesStyle.COLOURS, firstDash);
            colour += isGray ? 0 : 1;
        }
        return styles;
    }

    private void add(Set<String> labels, int colour, int firstDash) {
        int dash = firstDash;
        for (String label : labels) {
            byLabel.put(label, new SeriesStyle(colour, dash++ % SeriesStyle.DASHES));
        }
    }

    /** Of the arms of the comparison with this label. */
    public SeriesStyle of(String label) {
        return byLabel.getOrDefault(label, new SeriesStyle(SeriesStyle.GRAY, 0));
    }

    /** Labels by strategy, both by name; of a strategy's labels those of the standard loss come first. */
    private static Map<String, Set<String>> strategies(List<DatasetComparison> datasets) {
        Map<String, Set<String>> strategies = new TreeMap<>();
        for (DatasetComparison dataset : datasets) {
            for (ArmCurves curves : dataset.arms()) {
                strategies
                        .computeIfAbsent(curves.arm().strategy(), name -> new TreeSet<>(SeriesStyles::standardFirst))
                        .add(curves.arm().label());
            }
        }
        return strategies;
    }

    private static int standardFirst(String one, String other) {
        boolean first = one.contains(References.STANDARD);
        return first == other.contains(References.STANDARD) ? one.compareTo(other) : first ? -1 : 1;
    }

    private static String root(List<DatasetComparison> datasets) {
        Set<String> roots = new TreeSet<>();
        datasets.forEach(dataset -> dataset.differences().forEach(it -> roots.add(it.reference())));
        datasets.forEach(dataset -> dataset.differences().forEach(it -> roots.remove(it.arm())));
        return roots.isEmpty() ? "" : roots.iterator().next();
    }
}
