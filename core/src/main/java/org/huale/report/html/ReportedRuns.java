package org.huale.report.html;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.huale.loop.RunHistory;
import org.huale.report.html.RunGroup.Key;

/**
 * What a report is about.
 *
 * @param figures to switch between, the main one first; none before anything was evaluated
 * @param reference strategy that the others are held against
 */
record ReportedRuns(List<RunGroup> groups, List<Figure> figures, String reference) {
    private static final String USUAL_REFERENCE = "random";

    static ReportedRuns of(List<RunHistory> runs, HtmlReport.Options options) {
        List<RunGroup> groups = RunGroup.of(runs);
        List<Figure> figures = Figure.offered(runs, options.figure());
        return new ReportedRuns(groups, figures, options.reference() == null ? usual(groups) : options.reference());
    }

    private static String usual(List<RunGroup> groups) {
        return groups.stream()
                .map(group -> group.key().strategy())
                .filter(USUAL_REFERENCE::equals)
                .findFirst()
                .orElseGet(() -> groups.get(0).key().strategy());
    }

    List<String> datasets() {
        return groups.stream().map(group -> group.key().dataset()).distinct().toList();
    }

    List<RunGroup> of(String dataset) {
        return groups.stream()
                .filter(group -> group.key().dataset().equals(dataset))
                .toList();
    }

    /** What a group is called beside others of its data set: the strategy, and the loss where there are several. */
    String name(Key key) {
        return hasSeveralLosses() ? key.strategy() + ", " + key.loss() + " loss" : key.strategy();
    }

    /** The number of the look that a group has in every chart, the same for all data sets. */
    int look(Key key) {
        return looks().getOrDefault(name(key), Series.REFERENCE);
    }

    private Map<String, Integer> looks() {
        Map<String, Integer> looks = new TreeMap<>();
        String gray = groups.stream()
                .map(RunGroup::key)
                .filter(key -> key.strategy().equals(reference))
                .map(this::name)
                .findFirst()
                .orElse("");
        for (String name : groups.stream().map(group -> name(group.key())).collect(Collectors.toCollection(java.util.TreeSet::new))) {
            if (!name.equals(gray)) {
                looks.put(name, looks.size());
            }
        }
        return looks;
    }

    private boolean hasSeveralLosses() {
        return groups.stream().map(group -> group.key().loss()).distinct().count() > 1;
    }
}
