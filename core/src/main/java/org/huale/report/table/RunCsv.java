package org.huale.report.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.RunHistory;
import org.huale.report.curve.ConfigKeys;
import org.huale.report.curve.Figure;
import org.huale.statistics.Entropy;
import org.huale.storage.CsvText;

/**
 * Runs as comma-separated values in long form: a line for each run and cycle with every number that was taken, with all
 * digits. A number that a cycle lacks is an empty cell; an undefined figure is -1.
 */
public record RunCsv(List<RunHistory> runs) {

    public RunCsv {
        runs = List.copyOf(runs);
    }

    @Override
    public String toString() {
        List<Map<String, String>> lines = new ArrayList<>();
        Set<String> columns = new LinkedHashSet<>();
        for (RunHistory run : runs) {
            int replicate = ConfigKeys.of(run.summary().config()).replicate();
            for (CycleRecord cycle : run.cycles()) {
                Map<String, String> line = line(run, replicate, cycle);
                columns.addAll(line.keySet());
                lines.add(line);
            }
        }
        StringBuilder csv = new StringBuilder(CsvText.line(List.copyOf(columns)));
        lines.forEach(line -> csv.append(CsvText.line(
                columns.stream().map(name -> line.getOrDefault(name, "")).toList())));
        return csv.toString();
    }

    private static Map<String, String> line(RunHistory run, int replicate, CycleRecord cycle) {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("run", run.summary().name());
        line.put("dataset", run.summary().dataset());
        line.put("strategy", run.summary().strategy());
        line.put("loss", run.summary().loss());
        line.put("seed", Long.toString(run.summary().seed()));
        line.put("replicate", Integer.toString(replicate));
        line.put("cycle", Integer.toString(cycle.cycle()));
        line.put("images", Integer.toString(cycle.images()));
        line.put("boxes", Integer.toString(cycle.boxes()));
        line.put("class entropy", Double.toString(Entropy.ofCounts(cycle.boxesPerClass())));
        cycle.evaluations()
                .forEach((name, it) -> it.figures()
                        .forEach((figure, value) -> line.put(new Figure(name, figure).toString(), value.toString())));
        put(line, "loss ", cycle.losses());
        put(line, "seconds ", cycle.seconds());
        put(line, "forwards ", cycle.forwards());
        line.put("peak megabytes", Double.toString(cycle.peakMegabytes()));
        for (int k = 0; k < cycle.boxesPerClass().size(); k++) {
            line.put(
                    "boxes " + run.summary().classes().get(k),
                    cycle.boxesPerClass().get(k).toString());
        }
        return line;
    }

    private static void put(Map<String, String> line, String prefix, Map<String, ? extends Number> values) {
        values.forEach((name, value) -> line.put(prefix + name, value.toString()));
    }
}
