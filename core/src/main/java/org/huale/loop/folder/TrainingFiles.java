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
    private static final String CHECKPOINT = "checkpoint";
    /** What may change after it, or goes. */
    private static final Set<String> OTHERS = Set.of(ProvenanceFile.NAME, Checksums.FILE, OwnFiles.MARKER);

    /** Relative to the folder of the cycle, ascending. */
    List<String> names() {
        Path folder = cycle.path(CycleFolder.TRAINING);
        if (!Files.exists(folder)) {
            return List.of();
        }
        try {
            return FileTree.walk(folder).stream()
                    .filter(Files::isRegularFile)
                    .filter(it -> isKept(folder.relativize(it)))
                    .map(it -> cycle.path("").relativize(it).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new HualeException(folder + ": not a folder that can be read: " + e.getMessage(), e);
        }
    }

    private static boolean isKept(Path file) {
        String name = file.getFileName().toString();
        return !file.startsWith(CHECKPOINT)
                && !OTHERS.contains(name)
                && !FolderLock.NAMES.contains(name)
                && !UnfinishedName.isOne(name);
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
