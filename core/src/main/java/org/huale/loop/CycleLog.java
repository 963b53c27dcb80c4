package org.huale.loop;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.huale.detect.View;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.CycleStage;
import org.huale.loop.folder.RunFolder;
import org.huale.metric.Evaluation;
import org.huale.problem.HualeException;
import org.huale.track.Measurement;
import org.huale.track.MetricsLog;

/** The numbers of all cycles as CSV, JSON lines and TensorBoard events, made anew from the records after each cycle. */
final class CycleLog {

    private CycleLog() {}

    static void write(RunFolder folder) {
        List<CycleRecord> records = folder.told();
        SortedSet<String> views = new TreeSet<>(List.of(View.ORIGINAL.name(), View.FLIPPED.name()));
        records.forEach(record -> views.addAll(record.forwards().keySet()));
        try (MetricsLog log = MetricsLog.ofCycles(folder.path())) {
            Columns columns = new Columns(views, classes(records));
            records.forEach(record -> append(log, folder, measurement(record, columns)));
        }
        folder.sealTables();
    }

    private static void append(MetricsLog log, RunFolder folder, Measurement measurement) {
        try {
            log.append(measurement);
        } catch (IllegalArgumentException e) {
            throw new HualeException(
                    folder.cycle(measurement.epoch()).path()
                            + ": its files do not have the figures of the cycles before: " + e.getMessage(),
                    e);
        }
    }

    /**
     * What all rows have, though not all cycles do.
     *
     * @param classes by metric, in the order in which they first come; more than a cycle has where classes have changed
     */
    private record Columns(SortedSet<String> views, Map<String, Set<String>> classes) {}

    private static Map<String, Set<String>> classes(List<CycleRecord> records) {
        Map<String, Set<String>> classes = new LinkedHashMap<>();
        for (CycleRecord record : records) {
            record.evaluations().forEach((metric, evaluation) -> {
                Set<String> names = classes.computeIfAbsent(metric, it -> new LinkedHashSet<>());
                evaluation.classes().forEach(it -> names.add(it.name()));
            });
        }
        return classes;
    }

    private static Measurement measurement(CycleRecord record, Columns columns) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("boxes", (double) record.boxes());
        values.put("class-entropy", record.classEntropy());
        record.evaluations()
                .forEach((metric, evaluation) ->
                        add(values, evaluation, columns.classes().getOrDefault(metric, Set.of())));
        record.losses().forEach((name, value) -> values.put("loss/" + name, value));
        columns.views()
                .forEach(view -> values.put(
                        "forwards/" + view, (double) record.forwards().getOrDefault(view, 0)));
        for (CycleStage stage : CycleStage.values()) {
            values.put("seconds/" + stage.word(), record.seconds().getOrDefault(stage.word(), 0.0));
        }
        values.put("peak-megabytes", record.peakMegabytes());
        return new Measurement(Measurement.Kind.CYCLE, record.cycle(), record.images(), values);
    }

    private static void add(Map<String, Double> values, Evaluation evaluation, Set<String> classes) {
        String metric = evaluation.metric() + "/";
        evaluation.figures().forEach((name, value) -> values.put(metric + name, value));
        Map<String, Map<String, Double>> byClass = new LinkedHashMap<>();
        evaluation.classes().forEach(it -> byClass.put(it.name(), it.figures()));
        for (String each : classes) {
            Map<String, Double> figures = byClass.getOrDefault(each, Map.of());
            evaluation
                    .figures()
                    .keySet()
                    .forEach(name ->
                            values.put(metric + name + "/" + each, figures.getOrDefault(name, Evaluation.UNDEFINED)));
        }
    }
}
