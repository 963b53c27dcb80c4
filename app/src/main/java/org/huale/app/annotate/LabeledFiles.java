package org.huale.app.annotate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.huale.app.run.FrozenRun;
import org.huale.dataset.DatasetLocator;
import org.huale.loop.folder.RunFolder;

/** Names, sizes and times of the files that people have put where a run looks for finished ones. */
final class LabeledFiles {
    private LabeledFiles() {}

    /** A text that changes when one of the files does; another one each time while files come and go. */
    static String in(Path run) {
        TreeMap<String, String> files = new TreeMap<>();
        try {
            for (Path place : places(run)) {
                note(place, files);
            }
        } catch (IOException | UncheckedIOException e) {
            files.put("", e.getMessage() + " " + System.nanoTime());
        }
        return files.toString();
    }

    private static void note(Path place, Map<String, String> files) throws IOException {
        if (!Files.exists(place)) {
            return;
        }
        try (Stream<Path> found = Files.walk(place)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                files.put(file.toString(), Files.size(file) + " " + Files.getLastModifiedTime(file));
            }
        }
    }

    private static List<Path> places(Path run) throws IOException {
        List<Path> places = new ArrayList<>();
        String finished = new FrozenRun(run).config(null).oracle().finished();
        if (!finished.isBlank()) {
            String cycle = Integer.toString(RunFolder.cyclesEnded(run));
            places.add(DatasetLocator.parse(finished.replace("{cycle}", cycle)).path());
            places.add(DatasetLocator.parse(finished.replace("{cycle}", "-1")).path());
        }
        try (Stream<Path> folders = Files.list(run)) {
            folders.map(folder -> folder.resolve("labeled")).sorted().forEach(places::add);
        }
        return places;
    }
}
