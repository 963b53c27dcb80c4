package org.huale.track;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.huale.problem.HualeException;
import org.huale.storage.Checksums;
import org.huale.storage.FileFaults;
import org.huale.storage.Sha256;
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

    private final Path folder;
    private final Map<String, AppendedFile> files = new TreeMap<>();
    private final Map<Measurement.Kind, CsvLog> tables = new LinkedHashMap<>();

    private MetricsLog(Path folder, Map<String, Long> lengths, List<Measurement.Kind> kinds) {
        this.folder = folder;
        for (String name : names(kinds)) {
            files.put(name, AppendedFile.open(folder.resolve(name), lengths.getOrDefault(name, 0L)));
        }
        for (Measurement.Kind kind : kinds) {
            tables.put(kind, new CsvLog(file(kind.csvName())));
        }
        if (file(EVENTS).isEmpty()) {
            file(EVENTS).append(EventEncoding.fileVersion(secondsNow()));
        }
    }

    private static List<String> names(List<Measurement.Kind> kinds) {
        List<String> names = new ArrayList<>(List.of(LINES, EVENTS));
        kinds.forEach(kind -> names.add(kind.csvName()));
        return names;
    }

    /**
     * Opens the files of a folder, each cut back to the given length in bytes, or to nothing where none is given. Their sums
     * are noted in the folder's {@link Checksums} with each call of {@link #lengths}.
     *
     * @throws HualeException where what is gone on with is not what was written
     */
    public static MetricsLog open(Path folder, Map<String, Long> lengths) {
        List<Measurement.Kind> kinds = List.of(Measurement.Kind.TRAINING, Measurement.Kind.VALIDATION);
        requireWhole(folder, lengths, names(kinds));
        return new MetricsLog(folder, lengths, kinds);
    }

    /** Before the files are cut back, so that a crash in between is no damage. */
    private static void requireWhole(Path folder, Map<String, Long> lengths, List<String> names) {
        Checksums sums = new Checksums(folder, Checksums.TRAINING);
        Map<String, Checksums.Entry> kept = new TreeMap<>();
        for (String name : names) {
            long length = lengths.getOrDefault(name, 0L);
            if (length == 0) {
                kept.put(name, Checksums.Entry.ofBeginning(0, Sha256.of("")));
            } else if (Files.exists(folder.resolve(name))) {
                sums.require(name, "what comes of it can only be begun anew");
                kept.put(name, beginning(folder.resolve(name), length));
            }
        }
        sums.note(kept);
    }

    private static Checksums.Entry beginning(Path file, long length) {
        try {
            return Checksums.Entry.ofBeginning(length, Sha256.hex(Sha256.digest(file, length)));
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        }
    }

    /** Begins the files of a run anew: {@code cycles.csv}, {@code metrics.jsonl} and the events for TensorBoard. */
    public static MetricsLog ofCycles(Path folder) {
        return new MetricsLog(folder, Map.of(), List.of(Measurement.Kind.CYCLE));
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
        Map<String, Checksums.Entry> sums = new TreeMap<>();
        files.forEach((name, file) ->
                sums.put(name, Checksums.Entry.ofBeginning(lengths.getOrDefault(name, 0L), file.sum())));
        new Checksums(folder, Checksums.TRAINING).note(sums);
        return lengths;
    }

    @Override
    public void close() {
        files.values().forEach(AppendedFile::close);
    }

    private static Map<String, Object> line(Measurement measurement) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", measurement.kind().word());
        line.put(measurement.kind().epochName(), measurement.epoch());
        line.put(measurement.kind().iterationName(), measurement.iteration());
        line.putAll(measurement.values());
        return line;
    }

    private AppendedFile file(String name) {
        return Objects.requireNonNull(files.get(name));
    }

    private CsvLog table(Measurement.Kind kind) {
        return Objects.requireNonNull(tables.get(kind));
    }

    private static double secondsNow() {
        return System.currentTimeMillis() / 1000.0;
    }
}
