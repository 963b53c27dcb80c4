package org.huale.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.huale.dataset.file.RelativePath;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;
import org.huale.storage.FileTree;
import org.huale.storage.Sha256;

/** Folders that programs work in. */
final class Folders {

    private Folders() {}

    /** A folder without anything in it, whatever was there. */
    static Path fresh(Path folder) {
        FileTree.delete(folder);
        return made(folder);
    }

    static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw unwritten(folder, e);
        }
    }

    /** A new folder in another, which is made where missing. */
    static Path within(Path folder, String prefix) {
        try {
            return Files.createTempDirectory(made(folder), prefix);
        } catch (IOException e) {
            throw unwritten(folder, e);
        }
    }

    /** SHA-256 of a file, or of each file in a folder, by path from the root. */
    static Map<String, String> hashes(Path root, Path fileOrFolder) {
        Map<String, String> hashes = new TreeMap<>();
        try {
            for (Path file : files(fileOrFolder)) {
                hashes.put(name(root, file), Sha256.of(file));
            }
            return hashes;
        } catch (IOException e) {
            throw new HualeException(fileOrFolder + ": " + FileFaults.unread(e), e);
        }
    }

    private static List<Path> files(Path fileOrFolder) throws IOException {
        return FileTree.walk(fileOrFolder).stream().filter(Files::isRegularFile).toList();
    }

    /** By which {@link #hashes} calls a file. */
    static String name(Path root, Path file) {
        return RelativePath.slashed(root.relativize(file));
    }

    static HualeException unwritten(Path file, IOException e) {
        return new HualeException(file + ": cannot be written: " + FileFaults.reason(e), e);
    }
}
