package org.huale.app.run;

import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huale.loop.folder.RunFolder;
import org.huale.loop.folder.RunHistory;
import org.huale.problem.HualeException;
import org.huale.report.table.RunTable;

/** Finds runs to be compared. */
public final class RunSearch {
    /** Folders of this name hold runs that other runs have taken their first cycle from, and no more. */
    public static final String FIRST_CYCLES = "first-cycles";

    private static final int DEEPEST = 4;
    private static final RunWalk WALK =
            new RunWalk(DEEPEST, Set.of(FileVisitOption.FOLLOW_LINKS), folder -> folder.endsWith(FIRST_CYCLES));

    private RunSearch() {}

    /**
     * The folders themselves where they hold runs, else those in them, by name; a run that is found twice counts once.
     *
     * @throws HualeException where a folder is none, or holds no run
     */
    public static List<Path> in(List<Path> folders) {
        Set<Path> runs = new LinkedHashSet<>();
        for (Path folder : folders) {
            List<Path> found = below(folder);
            if (found.isEmpty()) {
                throw new HualeException(folder + ": is no run folder and has none in it, down to " + DEEPEST
                        + " levels; 'huale run' makes run folders");
            }
            found.forEach(run -> runs.add(run.toAbsolutePath().normalize()));
        }
        return List.copyOf(runs);
    }

    /** A run, and what it was read from: its folder, or a table. */
    public record Found(String source, RunHistory run) {}

    /**
     * The runs in folders, as {@link #in}, and those of tables that reports wrote, in the order of what was named.
     *
     * @throws HualeException as {@link #in} and {@link RunTable#read}
     */
    public static List<Found> read(List<Path> foldersAndTables) {
        Map<Path, List<Found>> found = new LinkedHashMap<>();
        for (Path named : foldersAndTables) {
            if (RunTable.isNamed(named) && !Files.isDirectory(named)) {
                found.computeIfAbsent(named.toAbsolutePath().normalize(), RunSearch::inTable);
            } else {
                in(List.of(named)).forEach(it -> found.computeIfAbsent(it, RunSearch::inFolder));
            }
        }
        return found.values().stream().flatMap(List::stream).toList();
    }

    private static List<Found> inTable(Path table) {
        return RunTable.read(table).stream()
                .map(run -> new Found(table + ": " + run.summary().name(), run))
                .toList();
    }

    private static List<Found> inFolder(Path folder) {
        return List.of(new Found(folder.toString(), RunFolder.read(folder)));
    }

    private static List<Path> below(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new HualeException(folder + ": is not a folder");
        }
        return WALK.below(folder);
    }
}
