package org.huale.report.curve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.huale.loop.folder.RunHistory;
import org.huale.loop.folder.RunSummary;

/** Sorts the runs on a data set into arms, in the order in which they come. */
public final class Arms {
    private static final int MOST_SETTINGS_IN_A_LABEL = 3;

    private final Map<ArmKey, Map<Draw, Planned>> members = new LinkedHashMap<>();
    private final List<String> notes;

    /** Which of the runs of an arm: a seed, and of it which random selection. */
    private record Draw(long seed, int replicate) implements Comparable<Draw> {

        @Override
        public int compareTo(Draw other) {
            return Comparator.comparingLong(Draw::seed)
                    .thenComparingInt(Draw::replicate)
                    .compare(this, other);
        }
    }

    /** @param cycles that it is to have, 0 where nobody knows */
    private record Planned(RunHistory run, int cycles) {

        int missing() {
            return Math.max(0, cycles - run.cycles().size());
        }

        String name() {
            return run.summary().name();
        }

        /** Repeats often have the same name. */
        String place() {
            return run.source().isEmpty() ? name() : name() + " (" + run.source() + ")";
        }
    }

    private Arms(List<String> notes) {
        this.notes = notes;
    }

    /**
     * @param groups runs of one data set each
     * @param notes gets what a reader should know of runs that were left out
     * @return the arms of each data set; an arm has the same label and settings on each
     */
    public static List<List<Arm>> of(Collection<List<RunHistory>> groups, List<String> notes) {
        List<Arms> sets = groups.stream().map(runs -> sorted(runs, notes)).toList();
        ArmNames names =
                new ArmNames(sets.stream().map(it -> it.members.keySet()).toList());
        return sets.stream().map(it -> it.named(names)).toList();
    }

    /**
     * The runs in their order, of those that differ in nothing the one that {@link #of} keeps; runs without a cycle are not
     * there.
     */
    public static List<RunHistory> withoutRepeats(List<RunHistory> runs) {
        Set<RunHistory> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        runs.stream()
                .collect(Collectors.groupingBy(run -> run.summary().dataset()))
                .values()
                .forEach(group -> kept.addAll(sorted(group, new ArrayList<>()).runs()));
        return runs.stream().filter(kept::contains).toList();
    }

    private List<RunHistory> runs() {
        return members.values().stream()
                .flatMap(draws -> draws.values().stream())
                .map(Planned::run)
                .toList();
    }

    private static Arms sorted(List<RunHistory> runs, List<String> notes) {
        Arms arms = new Arms(notes);
        runs.forEach(arms::add);
        return arms;
    }

    private void add(RunHistory run) {
        RunSummary summary = run.summary();
        if (run.cycles().isEmpty()) {
            notes.add(summary.name() + ": left out, it has no completed cycle");
            return;
        }
        ConfigKeys keys = ConfigKeys.of(summary.config());
        Draw draw = new Draw(summary.seed(), keys.replicate());
        members.computeIfAbsent(ArmKey.of(run, keys), key -> new TreeMap<>())
                .merge(draw, new Planned(run, keys.cycles()), this::longer);
    }

    private Planned longer(Planned first, Planned second) {
        boolean secondIsLonger =
                second.run().cycles().size() > first.run().cycles().size();
        Planned kept = secondIsLonger ? second : first;
        Planned dropped = secondIsLonger ? first : second;
        notes.add(dropped.place() + ": left out, it repeats " + kept.place() + " with the same seed "
                + kept.run().summary().seed());
        return kept;
    }

    private List<Arm> named(ArmNames names) {
        List<Arm> arms = new ArrayList<>();
        members.forEach((key, runs) -> {
            Map<String, String> settings = names.settings(key, members.keySet());
            List<RunHistory> ordered = ended(runs.values());
            String dataset = ordered.get(0).summary().dataset();
            arms.add(new Arm(names.label(key, settings), dataset, key.strategy(), key.loss(), settings, ordered));
        });
        return arms;
    }

    /**
     * Without runs on their way that are shorter than all of their arm that have ended: they would cut every comparison short. One
     * that is being extended does not.
     */
    private List<RunHistory> ended(Collection<Planned> runs) {
        int shortest = runs.stream()
                .filter(it -> it.missing() == 0)
                .mapToInt(it -> it.run().cycles().size())
                .min()
                .orElse(0);
        List<RunHistory> ended = new ArrayList<>();
        for (Planned it : runs) {
            if (it.missing() == 0 || it.run().cycles().size() >= shortest) {
                ended.add(it.run());
            } else {
                notes.add(it.name() + ": left out, " + it.missing()
                        + (it.missing() == 1 ? " of its cycles is" : " of its cycles are") + " to come");
            }
        }
        return ended;
    }

    /** As they follow the names in a label; empty for none. */
    public static String words(Map<String, String> settings) {
        List<String> words = new ArrayList<>(List.of(""));
        settings.entrySet().stream()
                .limit(MOST_SETTINGS_IN_A_LABEL)
                .forEach(it -> words.add(it.getKey() + "=" + it.getValue()));
        int more = settings.size() - MOST_SETTINGS_IN_A_LABEL;
        return String.join(", ", words) + (more > 0 ? " and " + more + " more" : "");
    }
}
