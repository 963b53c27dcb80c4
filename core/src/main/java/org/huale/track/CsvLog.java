package org.huale.track;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.stream.Collectors;

/** Measurements of one kind as a table; the names of the first one are the header, and all must have the same. */
final class CsvLog {
    private final AppendedFile file;
    private String header = "";

    CsvLog(AppendedFile file) {
        this.file = file;
    }

    void append(Measurement measurement) {
        String names = measurement.kind().epochName() + "," + measurement.kind().iterationName() + ","
                + String.join(",", measurement.values().keySet()) + "\n";
        if (file.isEmpty()) {
            file.append(names.getBytes(UTF_8));
        } else if (!header.isEmpty() && !header.equals(names)) {
            throw new IllegalArgumentException("the columns are " + header.strip() + ", got " + names.strip());
        }
        header = names;
        file.append(row(measurement).getBytes(UTF_8));
    }

    private static String row(Measurement measurement) {
        return measurement.values().values().stream()
                .map(value -> Double.toString(value))
                .collect(Collectors.joining(",", measurement.epoch() + "," + measurement.iteration() + ",", "\n"));
    }
}
