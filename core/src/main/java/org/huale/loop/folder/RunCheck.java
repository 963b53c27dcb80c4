package org.huale.loop.folder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huale.detect.training.UnfinishedTraining;
import org.huale.problem.HualeException;
import org.huale.storage.Checksums;
import org.huale.storage.FileFaults;
import org.huale.storage.FolderLock;

/** Whether the files of a run are what was written, and were made from one another. Touches nothing, but for {@link #adopt}. */
public final class RunCheck {
    private static final int MOST_LINES = 5;

    private final RunTree tree;
    private final List<RunFiles> folders;
    private final List<Finding> findings = new ArrayList<>();

    private RunCheck(RunFiles run) {
        this.tree = new RunTree(run);
        this.folders = tree.folders();
        folders.forEach(this::look);
    }

    /**
     * Reads all files that have a sum, weights included.
     *
     * @throws HualeException where there is no run, or its folder cannot be read
     */
    public static RunCheck of(Path run) {
        RunFiles files = new RunFiles(run);
        if (!isRun(files)) {
            throw new HualeException(run + ": holds no run");
        }
        return new RunCheck(files);
    }

    /**
     * For whoever goes on to show a run, or has it gone on with. A run that a process works on was checked by that. A run that is half
     * begun counts as none: whoever opens it completes it.
     *
     * @throws HualeException where there is a run with something wrong, as {@link #requireSound}
     */
    public static void requireSoundOrNone(Path folder) {
        if (isRun(new RunFiles(folder)) && !RunFolder.isHalfBegun(folder) && !FolderLock.isHeld(folder)) {
            of(folder).requireSound();
        }
    }

    /** Whether a run was begun in a folder, even if its configuration is gone. */
    static boolean isRun(RunFiles files) {
        boolean hasOrigin = files.has(RunContents.PROVENANCE) && files.has(Checksums.FILE);
        return (hasOrigin || files.has(RunFolder.CONFIG)) && RunFolder.isOfRun(files.path(""));
    }

    static RunCheck of(RunFiles run) {
        return new RunCheck(run);
    }

    /** What is wrong, a line each, in the order of the steps; empty where nothing is. */
    public List<String> lines() {
        return findings.stream().map(Finding::words).toList();
    }

    List<Finding> findings() {
        return findings;
    }

    /** @throws HualeException where something is wrong that going on does not see to, with the way out */
    public void requireSound() {
        List<String> lines =
                findings.stream().filter(Finding::hinders).map(Finding::words).toList();
        if (lines.isEmpty()) {
            return;
        }
        List<String> told = lines.subList(0, Math.min(MOST_LINES, lines.size()));
        String more = lines.size() == told.size()
                ? ""
                : System.lineSeparator() + "and " + (lines.size() - told.size()) + " more; 'huale check "
                        + tree.run().path("") + "' lists them";
        throw new HualeException(String.join(System.lineSeparator(), told) + more);
    }

    private void look(RunFiles folder) {
        try {
            folder.sums()
                    .forEach((name, entry) -> RunFile.named(name).ifPresent(kind -> look(folder, name, kind, entry)));
        } catch (HualeException e) {
            add(folder, Checksums.FILE, RunFile.CHECKSUMS, "damaged", true);
        }
        if (folder != folders.get(0)) {
            lookAtTraining(folder);
        }
    }

    private void look(RunFiles folder, String name, RunFile kind, Checksums.Entry entry) {
        if (kind == RunFile.TRAINING && !(folder.has(CycleFolder.TRAINED) && TrainingFiles.isKept(name))) {
            return; // is being done again, or changes after it
        }
        if (!folder.has(name)) {
            lookAtLost(folder, name, kind);
            return;
        }
        try {
            if (!folder.lines().holds(name, entry)) {
                add(folder, name, kind, "damaged: it does not hold what was written to it", !kind.isMended());
                return;
            }
        } catch (IOException e) {
            add(folder, name, kind, FileFaults.unread(e), true);
            return;
        }
        otherOrigin(folder, entry)
                .ifPresent(it ->
                        add(folder, name, kind, "was made from another " + it + " than the one that is there", true));
    }

    private static Optional<String> otherOrigin(RunFiles folder, Checksums.Entry entry) {
        try {
            return folder.lines().otherOrigin(entry);
        } catch (HualeException e) {
            return Optional.empty(); // the sums of the other folder are damaged, which is told of themselves
        }
    }

    /**
     * A file whose sum is noted may be one that a process was about to write, or a choice that a repair set aside; it is missed
     * where others came after it.
     */
    private void lookAtLost(RunFiles folder, String name, RunFile kind) {
        boolean hinders = kind == RunFile.CONFIG || kind == RunFile.AUDIT;
        if (kind != RunFile.TRAINING
                && (hinders || kind.isKeptTwice() || kind.isMended() || isUsed(folder.path(name)))) {
            add(folder, name, kind, "is missing", hinders);
        }
    }

    private boolean isUsed(Path file) {
        Path wanted = file.toAbsolutePath().normalize();
        return folders.stream().anyMatch(folder -> uses(folder, wanted));
    }

    private static boolean uses(RunFiles folder, Path wanted) {
        try {
            return folder.sums().entrySet().stream()
                    .filter(it -> folder.has(it.getKey()))
                    .flatMap(it -> it.getValue().of().keySet().stream())
                    .anyMatch(it -> folder.path(it).toAbsolutePath().normalize().equals(wanted));
        } catch (HualeException e) {
            return false;
        }
    }

    private void lookAtTraining(RunFiles cycle) {
        if (cycle.has(CycleFolder.TRAINED)) {
            lookAtWeights(cycle);
        } else if (cycle.has(CycleFolder.TRAINING)) {
            lookAtUnfinished(cycle);
        }
    }

    /**
     * Weights of a cycle may be deleted when the next detector is trained; until then they are needed, with what lies beside them.
     * Those that HUALE itself deletes have no sum any more.
     */
    private void lookAtWeights(RunFiles cycle) {
        boolean last = folders.indexOf(cycle) == folders.size() - 1
                || !folders.get(folders.indexOf(cycle) + 1).has(CycleFolder.TRAINED);
        boolean damaged = findings.stream().anyMatch(it -> it.folder() == cycle && it.hinders());
        if (damaged || !last) {
            return;
        }
        try {
            Path weights = new CycleFolder(cycle).weightsFolder();
            new TrainingFiles(cycle)
                    .sealed().stream()
                            .filter(it -> weights.equals(cycle.path(it).getParent()) && !cycle.has(it))
                            .filter(TrainingFiles::isKept)
                            .forEach(it -> add(cycle, it, RunFile.TRAINING, "is missing, and needed to go on", true));
        } catch (HualeException e) {
            return; // what it was made from is damaged, which is told of already
        }
    }

    /** What a training needs to go on with has its sums in a folder of its own. */
    private void lookAtUnfinished(RunFiles cycle) {
        new UnfinishedTraining(cycle.path(CycleFolder.TRAINING))
                .faults()
                .forEach((name, fault) -> add(cycle, CycleFolder.TRAINING + "/" + name, RunFile.TRAINING, fault, true));
    }

    private void add(RunFiles folder, String name, RunFile kind, String fault, boolean hinders) {
        findings.add(new Finding(folder, name, kind, fault, hinders));
    }

    /**
     * Gives sums to files that have none, as of a run that an earlier version began.
     *
     * @return a line that says so; empty where all have one
     */
    public Optional<String> adopt() {
        int adopted = 0;
        for (RunFiles folder : folders) {
            adopted += adopt(folder);
        }
        return adopted == 0
                ? Optional.empty()
                : Optional.of(tree.run().path("") + ": " + adopted + (adopted == 1 ? " file has" : " files have")
                        + " no checksum, as of earlier versions; taken as "
                        + (adopted == 1 ? "it is" : "they are") + ", and checked from now on");
    }

    private static int adopt(RunFiles folder) {
        List<RunFile> unsealed = unsealed(folder);
        for (RunFile kind : unsealed) {
            if (kind == RunFile.TRAINED) {
                new CycleFolder(folder).sealTraining();
            }
            folder.adopt(kind);
        }
        return unsealed.size();
    }

    private static List<RunFile> unsealed(RunFiles folder) {
        Map<String, Checksums.Entry> entries = folder.sums();
        return Arrays.stream(RunFile.values())
                .filter(it -> it != RunFile.TRAINING && it != RunFile.CHECKSUMS && !it.isMended())
                .filter(it -> folder.has(it.file()) && !entries.containsKey(it.file()))
                .toList();
    }
}
