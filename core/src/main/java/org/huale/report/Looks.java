package org.huale.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which arm is drawn how: a strategy has one colour, its losses and other settings have dashes of their own. The same for
 * all data sets of a comparison, however runs are ordered.
 */
public final class Looks {
    private final Map<String, Look> looks = new HashMap<>();

    private Looks() {}

    /** Gray is the strategy of the arm that others are held against, but itself against none; the first of several. */
    public static Looks of(RunComparison comparison) {
        Map<String, Set<String>> strategies = strategies(comparison.datasets());
        Looks looks = new Looks();
        String gray = root(comparison.datasets());
        int most = strategies.values().stream().mapToInt(Set::size).max().orElse(1);
        int colour = 0;
        for (Map.Entry<String, Set<String>> strategy : strategies.entrySet()) {
            boolean isGray = strategy.getValue().contains(gray);
            int firstDash = isGray ? 0 : colour / Look.COLOURS * most;
            looks.add(strategy.getValue(), isGray ? Look.GRAY : colour % Look.COLOURS, firstDash);
            colour += isGray ? 0 : 1;
        }
        return looks;
    }

    private void add(Set<String> labels, int colour, int firstDash) {
        int dash = firstDash;
        for (String label : labels) {
            looks.put(label, new Look(colour, dash++ % Look.DASHES));
        }
    }

    /** Of an arm of the comparison. */
    public Look of(Arm arm) {
        return looks.getOrDefault(arm.label(), new Look(Look.GRAY, 0));
    }

    /** Labels by strategy, both by name; of a strategy's labels those of the standard loss come first. */
    private static Map<String, Set<String>> strategies(List<DatasetComparison> datasets) {
        Map<String, Set<String>> strategies = new TreeMap<>();
        for (DatasetComparison dataset : datasets) {
            for (ArmCurves curves : dataset.arms()) {
                strategies
                        .computeIfAbsent(curves.arm().strategy(), name -> new TreeSet<>(Looks::standardFirst))
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
