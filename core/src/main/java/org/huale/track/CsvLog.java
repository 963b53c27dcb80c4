package org.huale.track;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.huale.storage.CsvText;

/** Measurements of one kind as a table; the names of the first one are the header, and all must have the same. */
final class CsvLog {
    private final AppendedFile file;
    private String header = "";

    CsvLog(AppendedFile file) {
        this.file = file;
    }

    void append(Measurement measurement) {
        String names = names(measurement);
        if (file.isEmpty()) {
            file.append(names.getBytes(UTF_8));
        } else if (!header.isEmpty() && !header.equals(names)) {
            throw new IllegalArgumentException("the columns are " + header.strip() + ", got " + names.strip());
        }
        header = names;
        file.append(row(measurement).getBytes(UTF_8));
    }

    /** Names may hold commas, as those of classes do. */
    private static String names(Measurement measurement) {
        List<String> names = new ArrayList<>();
        names.add(measurement.kind().epochName());
        names.add(measurement.kind().iterationName());
        names.addAll(measurement.values().keySet());
        return CsvText.exactLine(names);
    }

    private static String row(Measurement measurement) {
        return measurement.values().values().stream()
                .map(value -> Double.toString(value))
                .collect(Collectors.joining(",", measurement.epoch() + "," + measurement.iteration() + ",", "\n"));
    }
}
