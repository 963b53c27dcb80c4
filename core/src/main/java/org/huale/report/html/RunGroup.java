package org.huale.report.html;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.huale.loop.CycleRecord;
import org.huale.loop.RunHistory;
import org.huale.loop.RunSummary;
import org.huale.statistics.Sample;

/** Runs that differ in nothing but their seed, ascending. */
record RunGroup(Key key, List<RunHistory> runs) {
    private static final Comparator<RunHistory> BY_SEED = Comparator.comparingLong((RunHistory run) -> run.summary().seed())
            .thenComparing(run -> run.summary().name());

    /** What they have in common. */
    record Key(String dataset, String strategy, String loss) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::dataset).thenComparing(Key::strategy).thenComparing(Key::loss);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    RunGroup {
        runs = runs.stream().sorted(BY_SEED).toList();
    }

    /** In the order of their keys, wherever the runs come from. */
    static List<RunGroup> of(List<RunHistory> runs) {
        Map<Key, List<RunHistory>> groups = new LinkedHashMap<>();
        for (RunHistory run : runs) {
            RunSummary summary = run.summary();
            Key key = new Key(summary.dataset(), summary.strategy(), summary.loss());
            groups.computeIfAbsent(key, none -> new ArrayList<>()).add(run);
        }
        return groups.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new RunGroup(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** How many cycles the furthest run has. */
    int cycles() {
        return runs.stream().mapToInt(run -> run.cycles().size()).max().orElse(0);
    }

    /** The cycles of a number, of those runs that have come so far. */
    List<CycleRecord> cycle(int number) {
        return runs.stream()
                .flatMap(run -> run.cycles().stream())
                .filter(cycle -> cycle.cycle() == number)
                .toList();
    }

    /** A number of a cycle over the runs that have it; empty where none has. */
    Optional<Sample> sample(int cycle, ToDoubleFunction<CycleRecord> number) {
        double[] values = DoubleStream.of(cycle(cycle).stream().mapToDouble(number).toArray())
                .filter(Numbers::exists)
                .toArray();
        return values.length == 0 ? Optional.empty() : Optional.of(Sample.of(values));
    }
}
