package org.huale.detect.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.huale.problem.HualeException;
import org.huale.provenance.ProvenanceFile;
import org.huale.storage.Checksums;
import org.huale.storage.FileFaults;
import org.huale.storage.OwnFiles;

/** What a training that is not over has left in its folder, looked at before it is gone on with. */
public record UnfinishedTraining(Path folder) {

    /** What is wrong, by names relative to the folder, ascending; empty where it can be gone on with. */
    public SortedMap<String, String> faults() {
        SortedMap<String, String> faults = new TreeMap<>();
        try {
            sums().entries().forEach((name, entry) -> fault(name, entry).ifPresent(it -> faults.put(name, it)));
        } catch (HualeException e) {
            faults.put(Checksums.FILE, "damaged");
        }
        fault(() -> ProvenanceFile.in(folder).processes()).ifPresent(it -> faults.put(ProvenanceFile.NAME, it));
        fault(this::requireMark).ifPresent(it -> faults.put(OwnFiles.MARKER, it));
        return faults;
    }

    private Checksums sums() {
        return new Checksums(folder, Checksums.TRAINING);
    }

    private Optional<String> fault(String name, Checksums.Entry entry) {
        Path file = folder.resolve(name);
        try {
            if (!Files.exists(file)) {
                return isNeeded(entry) ? Optional.of("is missing, and needed to go on") : Optional.empty();
            }
            return sums().holds(name, entry)
                    ? Optional.empty()
                    : Optional.of("damaged: it does not hold what was written to it");
        } catch (IOException e) {
            return Optional.of(FileFaults.unread(e));
        }
    }

    /** A checkpoint says how long the logs are that belong to it; whatever else is gone is made again. */
    private boolean isNeeded(Checksums.Entry entry) {
        Long length = entry.length();
        return length != null && length > 0 && Files.exists(folder.resolve(TrainingFolder.CHECKPOINT));
    }

    private static Optional<String> fault(Runnable reading) {
        try {
            reading.run();
            return Optional.empty();
        } catch (HualeException e) {
            return Optional.of("damaged");
        }
    }

    /** Trainers of other kinds, and earlier versions, leave no mark. */
    private void requireMark() {
        if (OwnFiles.isAny(folder) && !TrainingFolder.own(folder).isMarked()) {
            throw new HualeException(folder + ": has the mark of another folder");
        }
    }
}
