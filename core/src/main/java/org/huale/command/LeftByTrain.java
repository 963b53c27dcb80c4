package org.huale.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.huale.config.ConfigJson;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;
import org.huale.storage.FileTree;
import org.huale.storage.InputFile;
import org.huale.storage.WholeFile;
import tools.jackson.core.JacksonException;

/**
 * A small file beside {@code {out}} that says what {@code train} left. It is there until {@code export} has ended well, so that an
 * export that fails or is killed is done again without the training, and begins with the same files.
 *
 * @param train what the words of the command meant
 * @param weights by path from the folder, with their SHA-256
 * @param all paths in the folder, of files and of folders
 */
record LeftByTrain(List<String> train, Map<String, String> weights, Set<String> all) {
    private static final String FILE = "left-by-train.json";

    LeftByTrain {
        train = List.copyOf(train);
        weights = new TreeMap<>(weights);
        all = new TreeSet<>(all);
    }

    /** The file beside the folder that programs leave their files in. */
    static Path beside(Path out) {
        return out.resolveSibling(FILE);
    }

    /** Says that a training has ended well. */
    static void write(Path out, List<String> train, Path weights) {
        LeftByTrain left = new LeftByTrain(train, Folders.hashes(out, weights), paths(out));
        WholeFile.writeText(beside(out), ConfigJson.write(left) + "\n");
    }

    /**
     * Deletes what an export added to what the same training left.
     *
     * @return whether everything is as the training left it; false if there is no file that says so
     */
    static boolean restored(Path out, List<String> train, Path weights) {
        return read(beside(out))
                .filter(it -> it.train.equals(train) && Files.isDirectory(out))
                .filter(it -> it.restore(out, weights))
                .isPresent();
    }

    private boolean restore(Path out, Path file) {
        Set<String> found = paths(out);
        for (String path : found) {
            if (!all.contains(path)) {
                FileTree.delete(out.resolve(path));
            }
        }
        return found.containsAll(all) && Folders.hashes(out, file).equals(weights);
    }

    /** Of what is in a folder, however deep. */
    private static Set<String> paths(Path out) {
        try {
            return FileTree.walk(out).stream()
                    .filter(it -> !it.equals(out))
                    .map(it -> Folders.name(out, it))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new HualeException(out + ": " + FileFaults.unread(e), e);
        }
    }

    /** Of one that is damaged nothing is known, so that the training is done again. */
    private static Optional<LeftByTrain> read(Path file) {
        try {
            return Optional.ofNullable(ConfigJson.read(InputFile.text(file), LeftByTrain.class));
        } catch (NoSuchFileException | JacksonException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        }
    }
}
