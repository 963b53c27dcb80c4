package org.huale.report.markup;

import java.util.List;
import java.util.stream.Collectors;

/** Comma-separated values, quoted as RFC 4180 says. */
public final class CsvText {

    private CsvText() {}

    public static String line(List<String> cells) {
        return cells.stream().map(CsvText::quoted).collect(Collectors.joining(",", "", "\n"));
    }

    public static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
