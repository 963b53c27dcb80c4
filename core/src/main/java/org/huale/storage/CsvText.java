package org.huale.storage;

import java.util.List;
import java.util.stream.Collectors;

/** Comma-separated values, quoted as RFC 4180 says. */
public final class CsvText {

    private CsvText() {}

    /** A line of cells, with its end. */
    public static String line(List<String> cells) {
        return cells.stream().map(CsvText::quoted).collect(Collectors.joining(",", "", "\n"));
    }

    /** A cell, in quotation marks where it needs them. */
    public static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
