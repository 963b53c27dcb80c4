package org.huale.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.huale.config.ConfigJson;
import org.huale.dataset.Dataset;
import org.huale.metric.Evaluation;
import org.huale.problem.HualeException;
import org.huale.storage.FolderLock;

/**
 * The folder of a run: the frozen configuration, provenance, the pool, and a folder for each cycle. Every file appears
 * whole or not at all; one process at a time works in it.
 */
public final class RunFolder implements AutoCloseable {
    static final String CONFIG = "config.json";
    /** What a process may leave that dies before the configuration is written. */
    private static final Set<String> BEFORE_CONFIG = Set.of(FolderLock.NAME, RunContents.PROVENANCE);

    /** How the files begin that people's work is kept in, which may begin before the run. */
    private static final String INBOX = "inbox.sqlite";

    /** The key by which a run may grow. */
    static final String EXTENDABLE = "cycles: ";

    private final RunFiles files;
    private final RunContents contents;
    private final FolderLock lock;

    private RunFolder(RunFiles files, FolderLock lock) {
        this.files = files;
        this.contents = new RunContents(files);
        this.lock = lock;
    }

    /**
     * Begins a run.
     *
     * @throws HualeException where the folder holds anything, or another process works in it
     */
    public static RunFolder create(Path folder, RunSummary run) {
        return create(new RunFiles(folder), run);
    }

    static RunFolder create(RunFiles files, RunSummary run) {
        if (holdsRun(files.path(""))) {
            throw new HualeException(
                    folder(files) + ": holds a run already; 'huale resume " + folder(files) + "' goes on with it");
        }
        requireUnused(files.path(""));
        RunFolder opened = new RunFolder(files, locked(files.path("")));
        boolean begun = false;
        try {
            files.deleteUnfinished();
            files.write(RunContents.PROVENANCE, RunProvenance.of(run));
            files.write(CONFIG, ConfigJson.tree(run.config()));
            begun = true;
            return opened;
        } finally {
            if (!begun) {
                opened.close();
            }
        }
    }

    /** Whether a run was begun in the folder. */
    public static boolean holdsRun(Path folder) {
        return Files.exists(folder.resolve(CONFIG));
    }

    /**
     * Opens a run to go on with it.
     *
     * @throws HualeException where there is none, another process works in it, or its configuration was changed
     */
    public static RunFolder open(Path folder) {
        return open(new RunFiles(folder));
    }

    static RunFolder open(RunFiles files) {
        if (!holdsRun(files.path(""))) {
            throw new HualeException(folder(files) + ": holds no run to resume");
        }
        RunFolder opened = new RunFolder(files, locked(files.path("")));
        try {
            files.deleteUnfinished();
            List<String> differences =
                    ConfigJson.differences(opened.contents.provenance().config(), ConfigJson.tree(opened.config()))
                            .stream()
                            .filter(it -> !it.startsWith(EXTENDABLE))
                            .toList();
            if (!differences.isEmpty()) {
                throw new HualeException(files.path(CONFIG) + ": was changed since the run began:"
                        + lines(differences) + System.lineSeparator()
                        + "Change it back, or begin another run; only the number of cycles can be changed, with"
                        + " --cycles");
            }
            return opened;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** What the run is made from, as JSON text. */
    public String config() {
        try {
            return Files.readString(files.path(CONFIG));
        } catch (IOException e) {
            throw new HualeException(files.path(CONFIG) + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Notes that a further process works on the run, with the configuration as it now is, which may differ in what a run
     * can be extended by.
     */
    public void resumed(Map<String, String> origin, String config) {
        RunProvenance before = contents.provenance();
        List<Map<String, String>> later = new ArrayList<>(before.resumed());
        later.add(origin);
        files.write(RunContents.PROVENANCE, before.with(ConfigJson.tree(config), later));
        files.write(CONFIG, ConfigJson.tree(config));
    }

    /**
     * Writes what the data are, or, where that was written before, checks that they are still the same.
     *
     * @param data description by name; equal descriptions mean equal data
     * @throws HualeException listing what differs
     */
    void freezeData(Map<String, Object> data) {
        Optional<?> before = files.read(Start.DATA, Map.class);
        if (before.isEmpty()) {
            files.write(Start.DATA, data);
            return;
        }
        List<String> differences = ConfigJson.differences(before.get(), data);
        if (!differences.isEmpty()) {
            throw new HualeException(folder(files) + ": the data are not those that the run began with:"
                    + lines(differences) + System.lineSeparator()
                    + "Restore them; 'huale validate DATASET' lists what is missing or unusable");
        }
    }

    /**
     * Takes the first cycle's training and evaluation over from another run instead of doing them again; what that leaves
     * is, but for times, what this run would have come to itself. Does nothing where the first cycle was begun. The
     * companions of both strategies must be the same, which only the caller can know.
     *
     * @throws HualeException where the configurations differ in what bears on the first cycle, or the other run has not
     *     come so far, or no longer has the weights
     */
    public void takeFirstCycle(Path other) {
        RunFiles from = new RunFiles(other);
        if (!holdsRun(other)) {
            throw new HualeException(other + ": holds no run to take the first cycle from");
        }
        new FirstCycle(from, files).take(new RunContents(from).provenance(), contents.provenance());
    }

    /**
     * How the processes came to a run that worked on it, the first one first.
     *
     * @throws HualeException where the folder does not say
     */
    public static List<Map<String, String>> processes(Path folder) {
        return new RunContents(new RunFiles(folder)).provenance().processes();
    }

    /** Whether anything of the first cycle is there, be it done or half done. */
    public static boolean hasBegunFirstCycle(Path folder) {
        return Files.exists(folder.resolve(RunContents.CYCLE + 0));
    }

    /**
     * How many cycles of a folder have ended, without reading them; 0 where there is no run.
     */
    public static int cyclesEnded(Path folder) {
        return new RunContents(new RunFiles(folder)).ended();
    }

    /** Whether the detector of a cycle is trained. */
    public static boolean hasTrained(Path folder, int cycle) {
        return new RunContents(new RunFiles(folder)).cycle(cycle).trained().isPresent();
    }

    /** How the detector of a cycle did, as soon as that is measured; empty before. */
    public static Optional<Map<String, Evaluation>> evaluations(Path folder, int cycle) {
        return new RunContents(new RunFiles(folder)).cycle(cycle).evaluations();
    }

    /**
     * Deletes the weights of cycles that have ended, which reports do not need.
     *
     * @param last whether those of the last cycle go as well; without them the run cannot be extended
     */
    public void deleteWeights(boolean last) {
        int ended = cycles();
        for (int number = 0; number < (last ? ended : ended - 1); number++) {
            cycle(number).deleteWeights();
        }
    }

    /** How many cycles have ended. */
    public int cycles() {
        return records().size();
    }

    public Path path() {
        return files.path("");
    }

    /** Where an oracle notes what it revealed. */
    public Path auditLog() {
        return files.path(GroundTruthOracle.AUDIT);
    }

    /** Where people get and leave the files of a cycle; of the initial set for -1. */
    public Path exchange(int cycle) {
        return files.path(cycle < 0 ? "initial" : RunContents.CYCLE + cycle);
    }

    /** What a cycle has chosen; empty where nothing is chosen yet. */
    public Optional<SelectionRecord> selection(int cycle) {
        return contents.cycle(cycle).selection().map(CycleFolder.Selected::shown);
    }

    /** Of the detector that a cycle has trained; empty where it has not, or where they were deleted. */
    public Optional<Path> weights(int cycle) {
        CycleFolder folder = contents.cycle(cycle);
        return folder.trained().map(folder::weights).filter(Files::exists);
    }

    RunFiles files() {
        return files;
    }

    CycleFolder cycle(int number) {
        return contents.cycle(number);
    }

    /** Of the cycles that have ended, in order. */
    List<CycleRecord> records() {
        return contents.records();
    }

    @Override
    public void close() {
        lock.close();
    }

    /**
     * A run as far as it has come, whether or not a process works on it.
     *
     * @throws HualeException where there is no run or a file of it is damaged
     */
    public static RunHistory read(Path folder) {
        if (!holdsRun(folder)) {
            throw new HualeException(folder + ": holds no run");
        }
        return new RunContents(new RunFiles(folder)).history();
    }

    /**
     * The pool of a run as far as it is annotated, whether or not a process works on it.
     *
     * @param images that the run has to choose from
     * @throws HualeException where the file is damaged or was written for other images
     */
    public static Pool pool(Path folder, Dataset images) {
        Path file = folder.resolve(Start.POOL);
        return Files.exists(file) ? PoolFile.read(file, images) : Pool.of(images);
    }

    private static FolderLock locked(Path folder) {
        try {
            Files.createDirectories(folder);
            return FolderLock.take(folder, "working on this run");
        } catch (IOException e) {
            throw new HualeException(folder + ": cannot be used: " + e.getMessage(), e);
        }
    }

    private static void requireUnused(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            Set<String> names = new TreeSet<>();
            files.map(file -> file.getFileName().toString())
                    .filter(name -> !BEFORE_CONFIG.contains(name) && !name.startsWith(INBOX) && !name.endsWith(".tmp"))
                    .forEach(names::add);
            if (!names.isEmpty()) {
                throw new HualeException(
                        folder + ": holds files but no run (" + names.iterator().next() + "); choose another folder");
            }
        } catch (IOException e) {
            throw new HualeException(folder + ": not a folder that can be read: " + e.getMessage(), e);
        }
    }

    private static Path folder(RunFiles files) {
        return files.path("");
    }

    static String lines(List<String> lines) {
        String separator = System.lineSeparator() + "  ";
        return separator + String.join(separator, lines);
    }
}
