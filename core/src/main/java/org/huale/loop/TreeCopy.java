package org.huale.loop;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.huale.problem.HualeException;
import org.huale.weights.WholeFile;

/** Copies files so that they are on the disk when it returns. */
final class TreeCopy {

    private TreeCopy() {}

    /**
     * Copies all files of a folder and those below.
     *
     * @param linked which may be the same file in both places, where the file system can
     */
    static void copy(Path from, Path to, Predicate<Path> linked) {
        try (Stream<Path> walk = Files.walk(from)) {
            for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                if (!linked.test(file) || !link(file, target)) {
                    copyFile(file, target);
                }
            }
        } catch (IOException e) {
            throw new HualeException(from + ": cannot be copied to " + to + ": " + e.getMessage(), e);
        }
    }

    private static boolean link(Path file, Path target) {
        try {
            Files.createLink(target, file);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false; // another file system, or one without links
        }
    }

    /** Skips a file that is not there. */
    static void copyFile(Path file, Path target) {
        try (FileChannel source = FileChannel.open(file, StandardOpenOption.READ)) {
            WholeFile.write(target, channel -> {
                long size = source.size();
                for (long at = 0; at < size; at += source.transferTo(at, size - at, channel)) {}
            });
        } catch (NoSuchFileException e) {
            return; // tidied away meanwhile, or never written
        } catch (IOException e) {
            throw new HualeException(file + ": cannot be copied to " + target + ": " + e.getMessage(), e);
        }
    }
}
