package org.huale.report.curve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.huale.acquire.BoundStrategy;
import org.huale.loop.folder.RunHistory;
import org.huale.loop.folder.RunSummary;

/** Sorts the runs on one data set into arms, in the order in which they come. */
public final class Arms {
    private static final int MOST_SETTINGS_IN_A_LABEL = 3;

    private final Map<Key, Map<Draw, Planned>> members = new LinkedHashMap<>();
    private final List<String> notes;

    /** @param settings the configuration, and how many images were labeled at first */
    private record Key(String strategy, String loss, Map<String, String> settings) {

        static Key of(RunHistory run, ConfigKeys keys) {
            RunSummary summary = run.summary();
            Map<String, String> settings = new TreeMap<>(keys.values());
            settings.put("images at first", Integer.toString(run.cycles().get(0).images()));
            return new Key(summary.strategy(), summary.loss(), settings);
        }

        boolean hasNameOf(Key other) {
            return strategy.equals(other.strategy) && loss.equals(other.loss);
        }
    }

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
    }

    private Arms(List<String> notes) {
        this.notes = notes;
    }

    /**
     * @param runs of one data set
     * @param notes gets what a reader should know of runs that were left out
     */
    public static List<Arm> of(List<RunHistory> runs, List<String> notes) {
        Arms arms = new Arms(notes);
        runs.forEach(arms::add);
        return arms.labeled();
    }

    private void add(RunHistory run) {
        RunSummary summary = run.summary();
        if (run.cycles().isEmpty()) {
            notes.add(summary.name() + ": left out, it has no completed cycle");
            return;
        }
        ConfigKeys keys = ConfigKeys.of(summary.config());
        Draw draw = new Draw(summary.seed(), keys.replicate());
        members.computeIfAbsent(Key.of(run, keys), key -> new TreeMap<>())
                .merge(draw, new Planned(run, keys.cycles()), this::longer);
    }

    private Planned longer(Planned first, Planned second) {
        boolean secondIsLonger =
                second.run().cycles().size() > first.run().cycles().size();
        Planned kept = secondIsLonger ? second : first;
        Planned dropped = secondIsLonger ? first : second;
        notes.add(dropped.name() + ": left out, it repeats " + kept.name() + " with the same seed "
                + kept.run().summary().seed());
        return kept;
    }

    private List<Arm> labeled() {
        List<Arm> arms = new ArrayList<>();
        Set<String> taken = new TreeSet<>();
        members.forEach((key, runs) -> {
            Map<String, String> settings = differing(key);
            String label = unique(label(key, settings), taken);
            List<RunHistory> ordered = ended(runs.values());
            String dataset = ordered.get(0).summary().dataset();
            arms.add(new Arm(label, dataset, key.strategy(), key.loss(), settings, ordered));
        });
        return arms;
    }

    /** Without runs that are on their way where others of their arm have ended: they would cut every comparison short. */
    private List<RunHistory> ended(Collection<Planned> runs) {
        boolean someHave = runs.stream().anyMatch(it -> it.missing() == 0);
        List<RunHistory> ended = new ArrayList<>();
        for (Planned it : runs) {
            if (it.missing() == 0 || !someHave) {
                ended.add(it.run());
            } else {
                notes.add(it.name() + ": left out, " + it.missing()
                        + (it.missing() == 1 ? " of its cycles is" : " of its cycles are") + " to come");
            }
        }
        return ended;
    }

    /** Options of strategy and loss count where another arm has both names too, all else where any arm has it otherwise. */
    private Map<String, String> differing(Key key) {
        Map<String, String> differing = new LinkedHashMap<>();
        for (Key other : members.keySet()) {
            TreeSet<String> names = new TreeSet<>(key.settings().keySet());
            names.addAll(other.settings().keySet());
            for (String name : names) {
                String own = key.settings().get(name);
                boolean counts = key.hasNameOf(other) || !ConfigKeys.ofStrategyOrLoss(name);
                if (counts && !Objects.equals(own, other.settings().get(name))) {
                    differing.put(name, own == null ? "absent" : own);
                }
            }
        }
        return new TreeMap<>(differing);
    }

    private static String label(Key key, Map<String, String> settings) {
        String bound = BoundStrategy.isBound(key.strategy()) ? " (bound)" : "";
        return key.strategy() + bound + ", " + key.loss() + words(settings);
    }

    /** As they follow the names in a label; empty for none. */
    public static String words(Map<String, String> settings) {
        StringBuilder words = new StringBuilder();
        settings.entrySet().stream()
                .limit(MOST_SETTINGS_IN_A_LABEL)
                .forEach(
                        it -> words.append(", ").append(it.getKey()).append('=').append(it.getValue()));
        int more = settings.size() - MOST_SETTINGS_IN_A_LABEL;
        return more > 0 ? words + " and " + more + " more" : words.toString();
    }

    private static String unique(String label, Set<String> taken) {
        String candidate = label;
        for (int number = 2; !taken.add(candidate); number++) {
            candidate = label + " (" + number + ")";
        }
        return candidate;
    }
}
