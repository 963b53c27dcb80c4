package org.huale.dataset.file;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.huale.problem.HualeException;

/** The files below a folder, looked at once. */
public final class ImageFolder {
    private final Map<String, List<String>> byStem;

    private ImageFolder(Map<String, List<String>> byStem) {
        this.byStem = byStem;
    }

    /** The images of a folder by their path without extension; none where there is no such folder. */
    public static ImageFolder of(Path folder) {
        Map<String, List<String>> byStem = new HashMap<>();
        if (Files.isDirectory(folder)) {
            for (String file : files(folder)) {
                if (RelativePath.isImage(file)) {
                    byStem.computeIfAbsent(RelativePath.stem(file), stem -> new ArrayList<>())
                            .add(file);
                }
            }
        }
        byStem.values().forEach(files -> files.sort(Comparator.comparingInt(RelativePath::rank)));
        return new ImageFolder(byStem);
    }

    /** Image files of that path, whatever their extension, the most usual kind first. */
    public List<String> images(String stem) {
        return byStem.getOrDefault(stem, List.of());
    }

    /** Paths of all images without extension, sorted. */
    public List<String> stems() {
        return byStem.keySet().stream().sorted().toList();
    }

    /** Relative paths with forward slashes of all files in a folder and below, sorted; hidden ones left out. */
    public static List<String> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> RelativePath.slashed(folder.relativize(file)))
                    .filter(name -> !name.startsWith(".") && !name.contains("/."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new HualeException(folder + ": cannot be listed: " + Failures.reason(e), e);
        } catch (java.io.UncheckedIOException e) {
            throw new HualeException(folder + ": cannot be listed: " + e.getCause(), e);
        }
    }
}
