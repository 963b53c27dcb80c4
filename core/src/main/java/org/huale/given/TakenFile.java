package org.huale.given;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.huale.config.ConfigJson;
import org.huale.dataset.ClassNames;
import org.huale.dataset.file.RelativePath;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;
import org.huale.storage.FileIdentity;
import org.huale.storage.FileTree;
import org.huale.storage.InputFile;
import org.huale.storage.ParserWords;
import org.huale.storage.WholeFile;
import tools.jackson.core.JacksonException;

/**
 * Which file a cycle took for its detector: {@code detector.json} in the folder of the cycle's training, beside the folder of
 * the copies that the cycle works with.
 *
 * @param model where the file was
 * @param sha256 of the file and of those that go with it, by path from its folder
 * @param classes that the run had, in their order
 */
record TakenFile(String model, Map<String, String> sha256, List<String> classes) {
    private static final String FILE = "detector.json";
    private static final String COPIES = "weights";

    TakenFile {
        sha256 = new TreeMap<>(sha256);
        classes = List.copyOf(classes);
    }

    /**
     * Copies a detector into the folder of a training.
     *
     * @param files the detector's file and those that go with it, in its folder or below
     * @return empty where one of them changed meanwhile
     */
    static Optional<TakenFile> take(List<Path> files, ClassNames classes, Path training) {
        Path model = files.get(0).toAbsolutePath().normalize();
        Path copies = training.resolve(COPIES);
        FileTree.delete(copies);
        Map<String, String> sums = new TreeMap<>();
        for (Path file : files) {
            String name = RelativePath.slashed(
                    model.resolveSibling("").relativize(file.toAbsolutePath().normalize()));
            if (!copied(file, copies.resolve(name))) {
                return Optional.empty();
            }
            sums.put(name, FileIdentity.hash(copies.resolve(name)));
        }
        TakenFile taken = new TakenFile(model.toString(), sums, classes.names());
        return taken.differing().isEmpty() ? Optional.of(taken) : Optional.empty();
    }

    /** Whether all of it was; not where somebody cut it meanwhile. */
    private static boolean copied(Path file, Path target) {
        try {
            Files.createDirectories(target.resolveSibling(""));
        } catch (IOException e) {
            throw new HualeException(target + ": cannot be written: " + FileFaults.reason(e), e);
        }
        return FileTree.copyFile(file, target);
    }

    /** The copy of the detector's own file. */
    Path copy(Path training) {
        return training.resolve(COPIES).resolve(Path.of(model).getFileName());
    }

    void write(Path training) {
        WholeFile.writeText(training.resolve(FILE), ConfigJson.write(this) + "\n");
    }

    /**
     * What was taken to be the copy.
     *
     * @throws HualeException where that cannot be read
     */
    static TakenFile of(Path copy) {
        Path file = copy.toAbsolutePath().normalize().resolveSibling("").resolveSibling(FILE);
        try {
            return ConfigJson.read(InputFile.text(file), TakenFile.class);
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        } catch (JacksonException e) {
            throw new HualeException(file + ": damaged: " + ParserWords.of(e), e);
        }
    }

    ClassNames classNames() {
        return new ClassNames(classes);
    }

    /** The first file that is there and is not what it was; a run goes on where its files are gone. */
    Optional<Path> differing() {
        Path folder = Path.of(model).resolveSibling("");
        return sha256.entrySet().stream()
                .filter(it -> Files.exists(folder.resolve(it.getKey())))
                .filter(it -> !FileIdentity.hash(folder.resolve(it.getKey())).equals(it.getValue()))
                .map(it -> folder.resolve(it.getKey()))
                .findFirst();
    }
}
