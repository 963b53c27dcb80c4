package org.huale.storage;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Comma-separated values, quoted as RFC 4180 says. In what people look at, text that a spreadsheet would take for a formula and run, such as a class
 * named {@code =cmd()}, gets an apostrophe in front, by which spreadsheets know text; numbers with a sign stay as they are.
 */
public final class CsvText {

    private static final String FORMULA_STARTS = "=+-@\t\r";
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?|[+-]?(Infinity|NaN)");

    private CsvText() {}

    /** A line of cells as they are, with its end: of a data set, whose names come back exactly. */
    public static String exactLine(List<String> cells) {
        return cells.stream().map(CsvText::exact).collect(Collectors.joining(",", "", "\n"));
    }

    /** A line of cells, with its end. */
    public static String line(List<String> cells) {
        return cells.stream().map(CsvText::quoted).collect(Collectors.joining(",", "", "\n"));
    }

    /** A cell, in quotation marks where it needs them. */
    public static String quoted(String text) {
        return exact(isFormula(text) ? "'" + text : text);
    }

    /** What a cell of {@link #line} said, without the apostrophe that kept it from being a formula. */
    public static String plain(String cell) {
        return cell.startsWith("'") && isFormula(cell.substring(1)) ? cell.substring(1) : cell;
    }

    private static String exact(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    private static boolean isFormula(String text) {
        return text.length() > 1
                && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0
                && !NUMBER.matcher(text).matches();
    }
}
