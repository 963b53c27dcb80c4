package org.huale.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** What a test of many cells has found so far, a line each in a file under {@code target/damage}. */
record CellLog(Path file) {
    private static final Path FOLDER = Path.of("target/damage");

    /** Another one for each process, so that several can share the cells. */
    static CellLog of(String name, long seed) throws IOException {
        Files.createDirectories(FOLDER);
        Path file = FOLDER.resolve(name + "-" + ProcessHandle.current().pid() + ".txt");
        Files.writeString(file, "seed " + seed + System.lineSeparator());
        return new CellLog(file);
    }

    /** @param begin of the cell, by {@link System#nanoTime} */
    void note(String outcome, long begin) throws IOException {
        double seconds = (System.nanoTime() - begin) / 1e9;
        String line = String.format(Locale.ROOT, "%.1f s, %s%n", seconds, outcome);
        Files.writeString(file, line, StandardOpenOption.APPEND);
    }
}
