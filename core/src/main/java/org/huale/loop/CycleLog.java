package org.huale.loop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.huale.detect.View;
import org.huale.loop.folder.CycleRecord;
import org.huale.loop.folder.CycleStage;
import org.huale.loop.folder.RunFolder;
import org.huale.metric.Evaluation;
import org.huale.track.Measurement;
import org.huale.track.MetricsLog;

/** The numbers of all cycles as CSV, JSON lines and TensorBoard events, made anew from the records after each cycle. */
final class CycleLog {

    private CycleLog() {}

    static void write(RunFolder folder) {
        List<CycleRecord> records = folder.records();
        SortedSet<String> views = new TreeSet<>(List.of(View.ORIGINAL.name(), View.FLIPPED.name()));
        records.forEach(record -> views.addAll(record.forwards().keySet()));
        try (MetricsLog log = MetricsLog.ofCycles(folder.path())) {
            records.forEach(record -> log.append(measurement(record, views)));
        }
    }

    private static Measurement measurement(CycleRecord record, SortedSet<String> views) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("boxes", (double) record.boxes());
        values.put("class-entropy", record.classEntropy());
        record.evaluations().forEach((metric, evaluation) -> add(values, metric, evaluation));
        record.losses().forEach((name, value) -> values.put("loss/" + name, value));
        views.forEach(view ->
                values.put("forwards/" + view, (double) record.forwards().getOrDefault(view, 0)));
        for (CycleStage stage : CycleStage.values()) {
            values.put("seconds/" + stage.word(), record.seconds().getOrDefault(stage.word(), 0.0));
        }
        values.put("peak-megabytes", record.peakMegabytes());
        return new Measurement(Measurement.Kind.CYCLE, record.cycle(), record.images(), values);
    }

    private static void add(Map<String, Double> values, String metric, Evaluation evaluation) {
        evaluation.figures().forEach((name, value) -> values.put(metric + "/" + name, value));
        evaluation
                .classes()
                .forEach(it -> it.figures()
                        .forEach((name, value) -> values.put(metric + "/" + name + "/" + it.name(), value)));
    }
}
