package org.huale.report.markup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table of Markdown whose columns line up as plain text too: the first from the left, the others from the right. */
public final class MarkdownTable {
    private final List<List<String>> rows = new ArrayList<>();

    public MarkdownTable(List<String> header) {
        row(header);
    }

    public void row(List<String> cells) {
        rows.add(cells.stream().map(it -> it.replace("|", "\\|")).toList());
    }

    @Override
    public String toString() {
        int[] widths = widths();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            append(text, rows.get(i), widths);
            if (i == 0) {
                rule(text, widths);
            }
        }
        return text.toString();
    }

    private int[] widths() {
        int[] widths = new int[rows.get(0).size()];
        Arrays.fill(widths, 3);
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return widths;
    }

    private static void append(StringBuilder text, List<String> row, int[] widths) {
        for (int column = 0; column < widths.length; column++) {
            String space = " ".repeat(widths[column] - row.get(column).length());
            text.append("| ")
                    .append(column == 0 ? row.get(column) + space : space + row.get(column))
                    .append(' ');
        }
        text.append("|\n");
    }

    private static void rule(StringBuilder text, int[] widths) {
        for (int column = 0; column < widths.length; column++) {
            String dashes = "-".repeat(widths[column] - 1);
            text.append("| ").append(column == 0 ? dashes + "-" : dashes + ":").append(' ');
        }
        text.append("|\n");
    }
}
