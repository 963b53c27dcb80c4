package org.huale.app.annotate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.huale.app.run.FrozenRun;
import org.huale.dataset.DatasetLocator;
import org.huale.loop.folder.RunFolder;
import org.huale.problem.HualeException;

/** Names, sizes and times of the files that people have put where a run looks for finished ones. */
final class LabeledFiles {
    private LabeledFiles() {}

    /** A text that changes when one of the files does; another one each time while files come and go. */
    static String in(Path run) {
        TreeMap<String, String> files = new TreeMap<>();
        try {
            for (Path place : places(run)) {
                if (Files.exists(place)) {
                    Files.walkFileTree(place, noting(files));
                }
            }
        } catch (IOException | UncheckedIOException | HualeException e) { // such as of a configuration that was edited
            files.put("", fault(e));
        }
        return files.toString();
    }

    /** What cannot be looked into does not hide what is beside it. */
    private static SimpleFileVisitor<Path> noting(Map<String, String> files) {
        return new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                try {
                    if (Files.isRegularFile(file)) {
                        files.put(file.toString(), Files.size(file) + " " + Files.getLastModifiedTime(file));
                    }
                } catch (IOException e) {
                    files.put(file.toString(), fault(e));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException problem) {
                files.put(file.toString(), fault(problem));
                return FileVisitResult.CONTINUE;
            }
        };
    }

    /** The same each time for what stays, such as a folder that nobody may list. */
    private static String fault(Exception e) {
        return e instanceof NoSuchFileException ? e.getMessage() + " " + System.nanoTime() : e.toString();
    }

    private static List<Path> places(Path run) throws IOException {
        List<Path> places = new ArrayList<>();
        String finished = new FrozenRun(run).config().oracle().finished();
        if (!finished.isBlank()) {
            String cycle = Integer.toString(RunFolder.nextToAnnotate(run));
            places.add(DatasetLocator.parse(finished.replace("{cycle}", cycle)).path());
        }
        try (Stream<Path> folders = Files.list(run)) {
            folders.map(folder -> folder.resolve("labeled")).sorted().forEach(places::add);
        }
        return places;
    }
}
