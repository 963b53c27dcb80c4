package org.huale.track;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes measurements to all files of a folder: {@code metrics.csv}, {@code validation.csv}, {@code metrics.jsonl} (both
 * kinds) and {@code events.out.tfevents.huale} for TensorBoard. What reaches the first three depends on the measurements
 * alone; events also hold the time of day. Not for use by several threads.
 */
public final class MetricsLog implements AutoCloseable {
    private static final String LINES = "metrics.jsonl";
    private static final String EVENTS = "events.out.tfevents.huale";
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, AppendedFile> files = new TreeMap<>();
    private final Map<Measurement.Kind, CsvLog> tables = new LinkedHashMap<>();

    private MetricsLog(Path folder, Map<String, Long> lengths) {
        for (String name :
                new String[] {LINES, EVENTS, Measurement.Kind.TRAINING.csvName(), Measurement.Kind.VALIDATION.csvName()
                }) {
            files.put(name, AppendedFile.open(folder.resolve(name), lengths.getOrDefault(name, 0L)));
        }
        for (Measurement.Kind kind : Measurement.Kind.values()) {
            tables.put(kind, new CsvLog(file(kind.csvName())));
        }
        if (file(EVENTS).isEmpty()) {
            file(EVENTS).append(EventEncoding.fileVersion(secondsNow()));
        }
    }

    /** Opens the files of a folder, each cut back to the given length in bytes, or to nothing where none is given. */
    public static MetricsLog open(Path folder, Map<String, Long> lengths) {
        return new MetricsLog(folder, lengths);
    }

    public void append(Measurement measurement) {
        table(measurement.kind()).append(measurement);
        file(LINES).append((JSON.writeValueAsString(line(measurement)) + "\n").getBytes(UTF_8));
        chart(measurement);
    }

    /** Shows in TensorBoard only what differs from run to run, such as the speed. */
    public void chart(Measurement measurement) {
        Map<String, Double> tagged = new LinkedHashMap<>();
        measurement
                .values()
                .forEach((name, value) -> tagged.put(measurement.kind().word() + "/" + name, value));
        file(EVENTS).append(EventEncoding.scalars(secondsNow(), measurement.iteration(), tagged));
    }

    /** The lengths of the files in bytes, for {@link #open}, once everything has reached the disk. */
    public Map<String, Long> lengths() {
        Map<String, Long> lengths = new TreeMap<>();
        files.forEach((name, file) -> lengths.put(name, file.settled()));
        return lengths;
    }

    @Override
    public void close() {
        files.values().forEach(AppendedFile::close);
    }

    private static Map<String, Object> line(Measurement measurement) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", measurement.kind().word());
        line.put("epoch", measurement.epoch());
        line.put("iteration", measurement.iteration());
        line.putAll(measurement.values());
        return line;
    }

    private AppendedFile file(String name) {
        return java.util.Objects.requireNonNull(files.get(name));
    }

    private CsvLog table(Measurement.Kind kind) {
        return java.util.Objects.requireNonNull(tables.get(kind));
    }

    private static double secondsNow() {
        return System.currentTimeMillis() / 1000.0;
    }
}
