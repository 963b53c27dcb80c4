package org.huale.loop.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.huale.problem.HualeException;

/** The folder of a run and those of its cycles. */
record RunTree(RunFiles run) {
    static final Pattern CYCLE = Pattern.compile(RunContents.CYCLE + "(\\d{1,6})");

    /** The run's, then those of the cycles that are there, ascending. */
    List<RunFiles> folders() {
        List<RunFiles> folders = new ArrayList<>(List.of(run));
        cycles().mapToObj(it -> run.in(RunContents.CYCLE + it)).forEach(folders::add);
        return folders;
    }

    private IntStream cycles() {
        try (Stream<Path> files = Files.list(run.path(""))) {
            return files
                    .filter(Files::isDirectory)
                    .map(it -> CYCLE.matcher(
                            Objects.requireNonNull(it.getFileName()).toString()))
                    .filter(Matcher::matches)
                    .mapToInt(it -> Integer.parseInt(it.group(1)))
                    .sorted()
                    .boxed()
                    .toList() // before the folder is closed
                    .stream()
                    .mapToInt(Integer::intValue);
        } catch (IOException e) {
            throw new HualeException(run.path("") + ": not a folder that can be read: " + e.getMessage(), e);
        }
    }
}
