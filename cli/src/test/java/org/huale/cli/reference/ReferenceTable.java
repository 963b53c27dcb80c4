package org.huale.cli.reference;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Tables of the pages below docs/reference: cells as wide as their text, so that a change of one row changes no other line. */
final class ReferenceTable {

    private ReferenceTable() {}

    static String header(String... columns) {
        return row(columns) + "|" + "---|".repeat(columns.length) + "\n";
    }

    static String row(String... cells) {
        return Arrays.stream(cells)
                .map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
