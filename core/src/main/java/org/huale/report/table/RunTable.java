package org.huale.report.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huale.dataset.file.CsvRows;
import org.huale.dataset.file.RelativePath;
import org.huale.loop.folder.RunHistory;
import org.huale.problem.HualeException;
import org.huale.storage.CsvText;

/**
 * Runs as the {@code cycles.csv} of a report tells them: every number over all classes and the options of each arm, but no figure
 * of a single class and no chosen image.
 */
public final class RunTable {
    /** Each class has one. */
    private static final int MOST_COLUMNS = 100_000;

    private final Path file;
    private final List<String> columns = new ArrayList<>();
    private final Map<String, Map<String, String>> options = new HashMap<>();
    private final Map<CycleRow.Run, List<CycleRow>> runs = new LinkedHashMap<>();
    private int line;

    private RunTable(Path file) {
        this.file = file;
    }

    /** Whether a name is that of a table, and not of a folder. */
    public static boolean isNamed(Path file) {
        return RelativePath.hasExtension(file.toString(), "csv");
    }

    /**
     * The runs in the order of the file.
     *
     * @throws HualeException with the row, where the file cannot be read or is none that a report wrote, or where two runs differ
     *     in nothing that it has, as may be in those of earlier versions, which had no options
     */
    public static List<RunHistory> read(Path file) {
        RunTable table = new RunTable(file);
        CsvRows.forEachUnnamed(file, file.toString(), MOST_COLUMNS, table::row);
        if (table.runs.isEmpty()) {
            throw new HualeException(file + ": has no run; 'huale report' writes a cycles.csv of the runs it compares");
        }
        table.requireTold();
        return table.runs.entrySet().stream()
                .map(it -> it.getKey().history(table.options(it.getKey()), it.getValue(), file))
                .toList();
    }

    private void row(List<String> cells) {
        line++;
        List<String> plain = cells.stream().map(CsvText::plain).toList();
        if (line == 1) {
            header(plain);
        } else if (plain.stream().anyMatch(cell -> !cell.isEmpty())) {
            add(plain);
        }
    }

    private void header(List<String> names) {
        columns.addAll(names);
        for (String needed : CycleRow.NEEDED) {
            requireHeader(
                    names.contains(needed), "has no column '" + needed + "'; it must be the cycles.csv of a report");
        }
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            requireHeader(seen.add(name), "has two columns '" + name + "'");
            requireHeader(
                    CycleRow.isColumn(name), "column '" + name + "' is none of a report's cycles.csv; leave it out");
        }
    }

    private void requireHeader(boolean holds, String otherwise) {
        if (!holds) {
            throw new HualeException(file + ": row 1: " + otherwise);
        }
    }

    private void add(List<String> cells) {
        if (cells.size() != columns.size()) {
            throw new HualeException(
                    file + ": row " + line + ": has " + cells.size() + " cells, the first has " + columns.size());
        }
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            named.put(columns.get(i), cells.get(i));
        }
        add(new CycleRow(file + ": row " + line, named));
    }

    private void add(CycleRow row) {
        CycleRow.Run run = row.run();
        List<CycleRow> before = runs.computeIfAbsent(run, it -> new ArrayList<>());
        if (row.cycle() != before.size()) {
            throw row.fault(CycleRow.CYCLE, "must be " + before.size() + ", the next of run " + run.name());
        }
        before.add(row);
        if (!row.cell(CycleRow.OPTIONS).isEmpty()) {
            keepOptions(run.arm(), row);
        }
    }

    private void keepOptions(String arm, CycleRow row) {
        Map<String, String> known = options.put(arm, row.options());
        if (known != null && !known.equals(row.options())) {
            throw row.fault(CycleRow.ARM, "has other options in a row before");
        }
    }

    private Map<String, String> options(CycleRow.Run run) {
        Map<String, String> told = run.arm().isEmpty() ? Map.of() : options.get(run.arm());
        if (told == null) {
            throw new HualeException(file + ": run " + run.name() + " is of arm " + run.arm()
                    + ", whose options are in no row; they stand in the first of each arm as reports write them");
        }
        return told;
    }

    /** Refuses runs of one seed that may be of two arms, which nothing here tells apart. */
    private void requireTold() {
        Map<CycleRow.Run, CycleRow.Run> told = new LinkedHashMap<>();
        for (CycleRow.Run run : runs.keySet()) {
            CycleRow.Run other = told.put(run.unnamed(), run);
            if (other != null && run.arm().isEmpty()) {
                throw new HualeException(file + ": runs " + other.name() + " and " + run.name() + " are both of "
                        + run.strategy() + ", " + run.loss() + " with seed " + run.seed()
                        + ", and this table, which has no column 'arm', does not say in which options they differ; name the"
                        + " folders of the runs, or leave one of them out");
            }
        }
    }

    /** Whether a run was read from a table. */
    public static boolean isSourceOf(RunHistory run) {
        return run.summary().provenance().containsKey(RunHistory.TABLE);
    }

    /** Whether a run was read from a table that does not tell the options of its arm. */
    public static boolean hidesOptions(RunHistory run) {
        return run.summary().provenance().containsKey(CycleRow.Run.UNTOLD);
    }

    /** The table that a run was read from. @throws IllegalArgumentException where it was not */
    public static String source(RunHistory run) {
        if (!isSourceOf(run)) {
            throw new IllegalArgumentException(run.summary().name() + " was not read from a table");
        }
        return run.summary().provenance().getOrDefault(RunHistory.TABLE, "");
    }
}
