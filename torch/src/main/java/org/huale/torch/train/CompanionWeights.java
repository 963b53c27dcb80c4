package org.huale.torch.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;

/**
 * Where the weights lie of what was trained beside a detector: in the detector's folder, {@code last.NAME.safetensors} for the
 * detector's {@code last.safetensors}.
 */
public final class CompanionWeights {
    private static final String ENDING = ".safetensors";

    private CompanionWeights() {}

    static Path file(Path detector, String name) {
        return detector.resolveSibling(stem(detector) + "." + name + ENDING);
    }

    /** Those of a detector's weights, by ascending name; none where there are none. */
    public static List<Path> of(Path detector) {
        String start = stem(detector) + ".";
        Path folder = detector.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> isBeside(file.getFileName().toString(), start))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new HualeException(folder + ": " + FileFaults.unread(e), e);
        }
    }

    private static boolean isBeside(String name, String start) {
        return name.startsWith(start)
                && name.endsWith(ENDING)
                && name.length() > start.length() + ENDING.length()
                && name.indexOf('.', start.length()) == name.length() - ENDING.length();
    }

    private static String stem(Path detector) {
        String name = detector.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
