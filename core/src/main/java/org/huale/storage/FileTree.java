package org.huale.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.huale.problem.HualeException;

/** A file, or a folder with all that is in it. Links are not followed. */
public final class FileTree {

    private static final String PEOPLES = "labeled";

    private FileTree() {}

    /**
     * A file, or a folder and all that is in it.
     *
     * @throws IOException naming the folder that cannot be listed
     */
    public static List<Path> walk(Path root) throws IOException {
        return walk(root, Integer.MAX_VALUE);
    }

    /** @param depth levels below the root, as of {@link Files#walk} */
    public static List<Path> walk(Path root, int depth) throws IOException {
        try (Stream<Path> walk = Files.walk(root, depth)) {
            return walk.toList();
        } catch (UncheckedIOException e) {
            IOException cause = Objects.requireNonNull(e.getCause());
            throw new IOException(FileFaults.file(cause, root) + ": " + FileFaults.reason(cause), e);
        }
    }

    /**
     * Deletes a file or a folder; what is not there is no mistake.
     *
     * @throws HualeException where something in it cannot be deleted; what came before it is then gone
     */
    public static void delete(Path root) {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            for (Path path :
                    walk(root).stream().sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new HualeException(root + ": cannot be deleted: " + e.getMessage(), e);
        }
    }

    /**
     * Deletes what killed processes were writing under a folder: what has an {@link UnfinishedName}. Folders {@value #PEOPLES},
     * into which people put their work, are left alone.
     */
    public static void deleteUnfinished(Path folder) {
        List<Path> unfinished = new ArrayList<>();
        try {
            if (Files.exists(folder)) {
                Files.walkFileTree(folder, collecting(folder, unfinished));
            }
        } catch (IOException e) {
            throw new HualeException(FileFaults.file(e, folder) + ": " + FileFaults.unread(e), e);
        }
        unfinished.forEach(FileTree::delete);
    }

    private static SimpleFileVisitor<Path> collecting(Path root, List<Path> unfinished) {
        return new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                if (folder.equals(root)) {
                    return FileVisitResult.CONTINUE;
                }
                boolean over = isNoted(folder) || folder.endsWith(PEOPLES);
                return over ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                isNoted(file);
                return FileVisitResult.CONTINUE;
            }

            private boolean isNoted(Path file) {
                return UnfinishedName.isOne(String.valueOf(file.getFileName())) && unfinished.add(file);
            }
        };
    }

    /**
     * Copies all files of a folder and those below; when this returns they are on the disk.
     *
     * @param linked which may be the same file in both places, where the file system can
     * @throws HualeException where a file cannot be copied
     */
    public static void copy(Path from, Path to, Predicate<Path> linked) {
        copy(from, to, linked, file -> false);
    }

    /** @param leftOut files that are not copied */
    public static void copy(Path from, Path to, Predicate<Path> linked, Predicate<Path> leftOut) {
        try {
            for (Path file : walk(from).stream()
                    .filter(Files::isRegularFile)
                    .filter(Predicate.not(leftOut))
                    .sorted()
                    .toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                if (!linked.test(file) || !link(file, target)) {
                    copyWhole(file, target);
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

    private static void copyWhole(Path file, Path target) throws IOException {
        if (!copyFile(file, target)) {
            throw new IOException(file + " was cut while it was read");
        }
    }

    /**
     * Copies a file to a place in a folder that is there; does nothing where the file is missing.
     *
     * @return whether all of it was copied; not where somebody cut it meanwhile
     */
    public static boolean copyFile(Path file, Path target) {
        try (FileChannel source = InputFile.channel(file)) {
            long size = source.size();
            WholeFile.write(target, channel -> transfer(source, size, channel));
            return Files.size(target) == size;
        } catch (NoSuchFileException e) {
            return true; // tidied away meanwhile, or never written
        } catch (IOException e) {
            throw new HualeException(file + ": cannot be copied to " + target + ": " + e.getMessage(), e);
        }
    }

    /** Ends where the file does, also where that is earlier than it was when its size was asked for. */
    static void transfer(FileChannel source, long size, FileChannel target) throws IOException {
        long copied = 1;
        for (long at = 0; at < size && copied > 0; at += copied) {
            copied = source.transferTo(at, size - at, target);
        }
    }
}
