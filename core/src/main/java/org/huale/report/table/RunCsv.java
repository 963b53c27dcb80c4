package org.huale.report.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.RunHistory;
import org.huale.loop.folder.RunSummary;
import org.huale.report.curve.Arms;
import org.huale.report.curve.ConfigKeys;
import org.huale.report.curve.Figure;
import org.huale.storage.CsvText;

/**
 * Runs as comma-separated values in long form: a line for each run and cycle with every number that was taken, with all
 * digits. A number that a cycle lacks is an empty cell; an undefined figure is -1. {@link RunTable} reads it.
 *
 * <p>Of runs that repeat each other, as copies of a folder do, only the one that is compared is there: their lines could
 * not be told apart.
 *
 * <p>Runs whose {@code arm} is the same number differ in nothing but seed and replicate; all their options stand, as JSON, in the
 * column {@code options} of the first line of the arm.
 */
public record RunCsv(List<RunHistory> runs) {

    public RunCsv {
        runs = Arms.withoutRepeats(runs);
    }

    @Override
    public String toString() {
        List<Map<String, String>> lines = new ArrayList<>();
        Set<String> columns = new LinkedHashSet<>();
        Map<ArmKey, Integer> arms = new HashMap<>();
        for (RunHistory run : runs) {
            ConfigKeys keys = ConfigKeys.of(run.summary().config());
            ArmKey arm = ArmKey.of(run, keys);
            for (CycleRecord cycle : run.cycles()) {
                Map<String, String> line = new LinkedHashMap<>(arm(arm, arms));
                line.putAll(line(run, keys, cycle));
                columns.addAll(line.keySet());
                lines.add(line);
            }
        }
        columns.remove(CycleRow.OPTIONS);
        columns.add(CycleRow.OPTIONS);
        StringBuilder csv = new StringBuilder(CsvText.line(List.copyOf(columns)));
        lines.forEach(line -> csv.append(CsvText.line(
                columns.stream().map(name -> line.getOrDefault(name, "")).toList())));
        return csv.toString();
    }

    /** What runs have in common that differ in their seed alone. */
    private record ArmKey(String dataset, String strategy, String loss, Map<String, String> options, boolean told) {

        static ArmKey of(RunHistory run, ConfigKeys keys) {
            RunSummary summary = run.summary();
            return new ArmKey(
                    summary.dataset(), summary.strategy(), summary.loss(), keys.values(), !RunTable.hidesOptions(run));
        }
    }

    /** The number of an arm, and in the first line of it its options, which are long. */
    private static Map<String, String> arm(ArmKey arm, Map<ArmKey, Integer> arms) {
        if (!arm.told()) {
            return Map.of(CycleRow.ARM, "");
        }
        boolean isNew = !arms.containsKey(arm);
        int number = arms.computeIfAbsent(arm, it -> arms.size() + 1);
        Map<String, String> told = new LinkedHashMap<>(Map.of(CycleRow.ARM, Integer.toString(number)));
        if (isNew) {
            told.put(CycleRow.OPTIONS, ConfigKeys.text(arm.options()));
        }
        return told;
    }

    private static Map<String, String> line(RunHistory run, ConfigKeys keys, CycleRecord cycle) {
        Map<String, String> line = new LinkedHashMap<>();
        line.put(CycleRow.RUN, run.summary().name());
        line.put(CycleRow.DATASET, run.summary().dataset());
        line.put(CycleRow.STRATEGY, run.summary().strategy());
        line.put(CycleRow.LOSS, run.summary().loss());
        line.put(CycleRow.SEED, Long.toString(run.summary().seed()));
        line.put(CycleRow.REPLICATE, Integer.toString(keys.replicate()));
        line.put(CycleRow.PLANNED, keys.cycles() == 0 ? "" : Integer.toString(keys.cycles()));
        line.put(CycleRow.CYCLE, Integer.toString(cycle.cycle()));
        line.put(CycleRow.IMAGES, Integer.toString(cycle.images()));
        line.put(CycleRow.BOXES, Integer.toString(cycle.boxes()));
        line.put(CycleRow.CLASS_ENTROPY, Double.toString(cycle.classEntropy()));
        cycle.evaluations()
                .forEach((name, it) -> it.figures()
                        .forEach((figure, value) -> line.put(new Figure(name, figure).toString(), value.toString())));
        put(line, CycleRow.LOSS_TERM, cycle.losses());
        put(line, CycleRow.SECONDS, cycle.seconds());
        put(line, CycleRow.FORWARDS, cycle.forwards());
        line.put(CycleRow.PEAK_MEGABYTES, Double.toString(cycle.peakMegabytes()));
        for (int k = 0; k < cycle.boxesPerClass().size(); k++) {
            line.put(
                    CycleRow.BOXES_OF + run.summary().classes().get(k),
                    cycle.boxesPerClass().get(k).toString());
        }
        return line;
    }

    private static void put(Map<String, String> line, String prefix, Map<String, ? extends Number> values) {
        values.forEach((name, value) -> line.put(prefix + name, value.toString()));
    }
}
