package org.huale.loop.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.huale.problem.HualeException;
import org.huale.provenance.ProvenanceFile;
import org.huale.storage.Checksums;
import org.huale.storage.FileTree;
import org.huale.storage.FolderLock;
import org.huale.storage.OwnFiles;
import org.huale.storage.UnfinishedName;

/** What a training that is over leaves in the folder of its cycle, whatever trained it: weights, numbers, its configuration. */
record TrainingFiles(RunFiles cycle) {
    /** What may change after it, or goes. */
    private static final Set<String> OTHERS = Set.of(ProvenanceFile.NAME, Checksums.FILE, OwnFiles.MARKER);
    /** What it may go on from, and folders of what programs are handed: to learn from, and to detect in. */
    private static final List<String> PASSING = List.of("checkpoint", "data", "predict");
    /** What programs say, to which those that detect add afterwards. */
    private static final String LOG = ".log";

    /** Relative to the folder of the cycle, ascending. */
    List<String> names() {
        Path folder = cycle.path(CycleFolder.TRAINING);
        if (!Files.exists(folder)) {
            return List.of();
        }
        try {
            return FileTree.walk(folder).stream()
                    .filter(Files::isRegularFile)
                    .map(it -> cycle.path("").relativize(it).toString().replace('\\', '/'))
                    .filter(TrainingFiles::isKept)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new HualeException(folder + ": not a folder that can be read: " + e.getMessage(), e);
        }
    }

    /**
     * Whether a file of a training stays as it is, by its name relative to the folder of the cycle. Earlier versions gave sums to
     * others, too.
     */
    static boolean isKept(String name) {
        Path file = Path.of(CycleFolder.TRAINING).relativize(Path.of(name));
        String last = file.getFileName().toString();
        return PASSING.stream().noneMatch(file::startsWith)
                && !last.endsWith(LOG)
                && !OTHERS.contains(last)
                && !FolderLock.NAMES.contains(last)
                && !UnfinishedName.isOne(last);
    }

    /** The names that have a sum. */
    List<String> sealed() {
        return cycle.sums().keySet().stream()
                .filter(it -> it.startsWith(CycleFolder.TRAINING + "/"))
                .toList();
    }

    /** Drops all sums, as of a training that came before. */
    void forget() {
        List<String> sealed = sealed();
        if (!sealed.isEmpty()) {
            cycle.forget(sealed);
        }
    }
}
