package org.huale.app.run;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.huale.loop.folder.RunFolder;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;
import org.huale.storage.UnfinishedName;

/**
 * Finds the folders of runs in others. Copies of runs that were interrupted are none.
 *
 * @param depth levels below the folder in which runs are found
 * @param links what to do with them
 * @param passedOver folders that are not looked into
 */
public record RunWalk(int depth, Set<FileVisitOption> links, Predicate<Path> passedOver) {

    /** All of a folder and those below, links not followed. */
    public static RunWalk ofAll() {
        return new RunWalk(Integer.MAX_VALUE, Set.of(), folder -> false);
    }

    /** The folder itself where it holds a run, else those in it, sorted. */
    public List<Path> below(Path folder) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(folder, links, depth, collecting(folder, found));
        } catch (IOException e) {
            throw new HualeException(
                    FileFaults.file(e, folder) + ": cannot be searched for runs: " + FileFaults.reason(e), e);
        }
        return found.stream().sorted().toList();
    }

    private boolean holdsNone(Path folder) {
        return passedOver.test(folder)
                || UnfinishedName.isOne(folder.getFileName().toString());
    }

    private SimpleFileVisitor<Path> collecting(Path start, List<Path> found) {
        return new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                if (!folder.equals(start) && holdsNone(folder)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                if (!RunFolder.holdsRun(folder)) {
                    return FileVisitResult.CONTINUE;
                }
                found.add(folder);
                return FileVisitResult.SKIP_SUBTREE;
            }

            /** Of folders at the last level, too, which are not entered. */
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isDirectory() && !holdsNone(file) && RunFolder.holdsRun(file)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
                if (problem instanceof FileSystemLoopException) {
                    return FileVisitResult.CONTINUE; // a link to a folder above, which is searched already
                }
                throw problem;
            }
        };
    }
}
