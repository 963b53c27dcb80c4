package org.huale.loop.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.huale.config.ConfigDifference;
import org.huale.config.ConfigJson;
import org.huale.dataset.Annotation;
import org.huale.dataset.DatasetFormat;
import org.huale.dataset.ImageId;
import org.huale.detect.training.TrainingFolder;
import org.huale.geometry.ImageSize;
import org.huale.loop.oracle.GroundTruthOracle;
import org.huale.loop.pool.PoolFile;
import org.huale.metric.Evaluation;
import org.huale.problem.HualeException;
import org.huale.revision.ClassChange;
import org.huale.revision.ClassHistory;
import org.huale.storage.Checksums;
import org.huale.storage.FileFaults;
import org.huale.storage.FolderLock;
import org.huale.storage.InputFile;
import org.huale.storage.OwnFiles;
import org.huale.storage.ParserWords;
import org.huale.storage.UnfinishedName;
import tools.jackson.core.JacksonException;

/**
 * The folder of a run: the frozen configuration, provenance, the pool, and a folder for each cycle. Every file appears
 * whole or not at all; one process at a time works in it.
 */
public final class RunFolder implements AutoCloseable {
    static final String CONFIG = "config.json";
    /** What a process may leave that dies before the configuration is written. */
    private static final Set<String> BEFORE_CONFIG = Set.of(RunContents.PROVENANCE, Checksums.FILE, OwnFiles.MARKER);

    /** Where people get and leave the files of the initial set. */
    private static final String OF_INITIAL = "initial";

    /** Folders in which there may be images: handed out to people, left by them, or by a program that trained. */
    private static final Pattern OWN_FOLDERS =
            Pattern.compile(OF_INITIAL + "|" + RunTree.CYCLE.pattern() + "|" + RunRepair.ASIDE + "[\\dT-]+");

    /** How the files begin that people's work is kept in, which may begin before the run. */
    private static final String INBOX = "inbox.sqlite";

    /** How long the processes of a training wait for each other, which decides nothing of what comes of it. */
    public static final String PATIENCE = "training.exchange.patience";

    /** The keys by which a run may grow, where its pool is looked at, and how long processes wait. */
    private static final List<String> EXTENDABLE = List.of("cycles", "stop", "predictions", PATIENCE);

    /** Keys that earlier versions did not have, and what they did. */
    private static final Map<String, Object> UNSAID =
            Map.of("data.testShare", 0.0, "data.classNames", List.of(), "evaluation.maxDetections", 100);

    /** What follows from the records of the cycles. */
    private static final List<String> TABLES =
            List.of(RunFile.TABLE.file(), RunFile.LINES.file(), RunFile.EVENTS.file());

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

    public static RunFolder create(RunFiles files, RunSummary run) {
        if (holdsRun(files.path(""))) {
            throw new HualeException(
                    folder(files) + ": holds a run already; 'huale resume " + folder(files) + "' continues it");
        }
        requireUnused(files.path(""));
        RunFolder opened = new RunFolder(files, locked(files.path("")));
        boolean begun = false;
        try {
            files.deleteUnfinished();
            new OwnFiles(files.path(""), OwnFiles.RUN).adopt(RunFile.names());
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

    /** Whether a run was begun in the folder. Trainings and models of other programs have a file of that name, too. */
    public static boolean holdsRun(Path folder) {
        return Files.exists(folder.resolve(CONFIG)) && isOfRun(folder);
    }

    /**
     * Writes the configuration of a run that is half begun; does nothing elsewhere.
     *
     * @throws HualeException where another process works on the run
     */
    public static void completeBeginning(Path folder) {
        if (isHalfBegun(folder)) {
            open(folder).close();
        }
    }

    /**
     * Whether the process that began a run in the folder died when it had noted what the configuration is to hold, and not yet written
     * it. Whoever opens the run writes it.
     */
    static boolean isHalfBegun(Path folder) {
        return isOfRun(folder)
                && new RunFiles(folder).isLost(CONFIG)
                && others(folder).isEmpty();
    }

    /** Whether a folder of this name within that of a run is the run's own, in which there may be images. */
    public static boolean isOwnFolder(String name) {
        return OWN_FOLDERS.matcher(name).matches();
    }

    /** Whether a folder is marked as a run's, or, as those of earlier versions, has the origin of one. */
    static boolean isOfRun(Path folder) {
        boolean hasOrigin = Files.exists(folder.resolve(RunContents.PROVENANCE));
        try {
            return new OwnFiles(folder, OwnFiles.RUN).isMarked()
                    || (hasOrigin && !TrainingFolder.holdsTraining(folder));
        } catch (HualeException e) {
            return hasOrigin; // the mark is damaged
        }
    }

    /**
     * Opens a run to go on with it.
     *
     * @throws HualeException where there is none, another process works in it, or its configuration was changed
     */
    public static RunFolder open(Path folder) {
        return open(new RunFiles(folder));
    }

    public static RunFolder open(RunFiles files) {
        if (!holdsRun(files.path("")) && !isHalfBegun(files.path(""))) {
            files.requireIntact(CONFIG);
            throw new HualeException(folder(files) + ": holds no run to resume");
        }
        RunFolder opened = new RunFolder(files, locked(files.path("")));
        try {
            files.deleteUnfinished();
            new RunTree(files).folders().forEach(RunFiles::writeBackLost);
            requireConfigOfThen(files);
            files.requireIntact(CONFIG);
            return opened;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /**
     * Where both files are as they were written, a process died between the two when it went on with the run; the configuration is
     * what counts then.
     *
     * @throws HualeException where somebody has changed it
     */
    static void requireConfigOfThen(RunFiles files) {
        Object then = new RunContents(files).provenance().config();
        List<ConfigDifference> differences = ConfigJson.differences(then, tree(files)).stream()
                .filter(it -> !isExtendable(it))
                .toList();
        if (!differences.isEmpty() && !isSealed(files, CONFIG)) {
            throw new HualeException(files.path(CONFIG) + ": was changed since the run began:"
                    + ConfigDifference.lines(differences) + System.lineSeparator()
                    + "Change it back, or begin another run. A run may change only cycles (--cycles),"
                    + " stop.plateau (--plateau), predictions and " + PATIENCE + " ('huale run' with --resume). "
                    + RunFile.CONFIG.wayOut(files.run()));
        }
    }

    /** Whether a difference of configurations is one that a run may be gone on with, or a key that an earlier version did not have. */
    static boolean isExtendable(ConfigDifference difference) {
        return EXTENDABLE.stream().anyMatch(difference::isWithin) || isUnsaid(difference);
    }

    /** Whether one configuration says what holds for the other, which was written before there was such a key. */
    static boolean isUnsaid(ConfigDifference difference) {
        Object then = UNSAID.get(difference.key());
        return then != null && difference.isUnsaid(then);
    }

    private static Object tree(RunFiles files) {
        try {
            return ConfigJson.tree(config(files));
        } catch (JacksonException e) {
            files.requireIntact(CONFIG);
            throw new HualeException(files.path(CONFIG) + ": damaged: " + ParserWords.of(e), e);
        } catch (HualeException e) {
            files.requireIntact(CONFIG);
            throw e;
        }
    }

    /** What the run is made from, as JSON text. */
    public String config() {
        return config(files);
    }

    private static String config(RunFiles files) {
        try {
            return InputFile.text(files.path(CONFIG));
        } catch (IOException e) {
            throw new HualeException(files.path(CONFIG) + ": " + FileFaults.unread(e), e);
        }
    }

    /**
     * Notes that a further process works on the run, with the configuration as it now is, which may differ in what a run
     * can be extended by, and have keys that an earlier version did not have.
     */
    public void resumed(Map<String, String> origin, String config) {
        RunProvenance before = contents.provenance();
        List<Map<String, String>> later = new ArrayList<>(before.resumed());
        later.add(origin);
        if (!files.sums().containsKey(CONFIG)) {
            files.adopt(RunFile.CONFIG); // so that a crash after the first of the two is known for one
        }
        files.write(RunContents.PROVENANCE, before.with(ConfigJson.tree(config), later));
        files.write(CONFIG, ConfigJson.tree(config));
    }

    /**
     * Writes what the data are, or, where that was written before, checks that they are still the same. Weights are added where an
     * earlier version named none.
     *
     * @param data description by name, that of weights to begin with under {@link RunContents#WEIGHTS}; equal descriptions mean
     *     equal data
     * @throws HualeException listing what differs
     */
    public void freezeData(Map<String, Object> data) {
        Optional<?> before = files.read(RunContents.DATA, Map.class);
        before.ifPresent(it -> requireSameData(files, it, data));
        Map<String, Object> all =
                before.map(it -> RunContents.withWeightsOf(it, data)).orElse(data);
        if (before.isEmpty() || !ConfigJson.differences(before.get(), all).isEmpty()) {
            files.write(RunContents.DATA, all);
        }
    }

    /**
     * Checks that data are those that a run was begun with, whether or not a process works on it; does nothing where it has not noted
     * them, as earlier versions.
     *
     * @param data as {@link #freezeData} takes them
     * @throws HualeException listing what differs
     */
    public static void requireData(Path folder, Map<String, Object> data) {
        RunFiles files = new RunFiles(folder);
        files.requireIntact(RunContents.DATA);
        Optional<?> before = files.read(RunContents.DATA, Map.class);
        before.ifPresent(it -> requireSameData(files, it, data));
    }

    private static void requireSameData(RunFiles files, Object before, Map<String, Object> data) {
        List<ConfigDifference> differences = RunContents.dataDifferences(before, data);
        if (differences.isEmpty()) {
            return;
        }
        boolean weights = differences.stream().allMatch(it -> it.isWithin(RunContents.WEIGHTS));
        throw new HualeException(folder(files) + ": the " + (weights ? "weights to begin with" : "data")
                + " are not those that the run began with:" + ConfigDifference.lines(differences)
                + System.lineSeparator()
                + (weights
                        ? "Put the former files back where " + files.path(CONFIG) + " names them"
                        : "Restore them" + help(data, differences)));
    }

    /** Nothing lists what is missing of a plain folder, whose name is a path. */
    private static String help(Map<String, Object> data, List<ConfigDifference> differences) {
        boolean ofDataSet = data.entrySet().stream()
                .filter(it -> differences.stream().anyMatch(difference -> difference.isWithin(it.getKey())))
                .anyMatch(it -> it.getValue() instanceof Map<?, ?> described
                        && isOfDataSet(String.valueOf(described.get("name"))));
        return ofDataSet ? "; 'huale validate DATASET' lists what is missing or unusable" : "";
    }

    private static boolean isOfDataSet(String name) {
        return DatasetFormat.names().stream().anyMatch(kind -> name.startsWith(kind + ":"));
    }

    /**
     * Takes the first cycle's training and evaluation over from another run instead of doing them again; what that leaves
     * is, but for times, what this run would have come to itself. Does nothing where the first cycle was begun. The
     * companions of both strategies must be the same, which only the caller can know.
     *
     * @param config of the other run with all keys, JSON; an earlier version may have begun it, which knew fewer
     * @throws HualeException where the configurations differ in what bears on the first cycle, or the other run has not
     *     come so far, or no longer has the weights
     */
    public void takeFirstCycle(Path other, String config) {
        if (!holdsRun(other)) {
            throw new HualeException(other + ": holds no run to take the first cycle from");
        }
        RunFiles from = new RunFiles(other);
        RunProvenance theirs = new RunContents(from).provenance();
        new FirstCycle(from, files).take(theirs, contents.provenance(), ConfigJson.tree(config));
    }

    /**
     * How the processes came to a run that worked on it, the first one first, and those that worked on a first cycle that it has taken.
     *
     * @throws HualeException where the folder does not say
     */
    public static List<Map<String, String>> processes(Path folder) {
        RunFiles there = new RunFiles(folder);
        List<Map<String, String>> processes =
                new ArrayList<>(new RunContents(there).provenance().processes());
        FirstCycle.shared(there).ifPresent(it -> processes.addAll(it.processes()));
        return processes;
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

    /**
     * The cycle of a folder whose annotations come next, -1 for the initial set. It may have ended before, as the last of a run that
     * goes on.
     */
    public static int nextToAnnotate(Path folder) {
        return new RunContents(new RunFiles(folder)).annotatedUntil() + 1;
    }

    /** Whether the detector of a cycle is trained. */
    public static boolean hasTrained(Path folder, int cycle) {
        return new RunContents(new RunFiles(folder)).cycle(cycle).trained().isPresent();
    }

    /**
     * The cycle whose detector comes next and is not there; empty where something else comes next, such as annotations of
     * people.
     */
    public static OptionalInt nextToTrain(Path folder) {
        int next = nextToAnnotate(folder);
        return next < 0 || hasTrained(folder, next) ? OptionalInt.empty() : OptionalInt.of(next);
    }

    /** Of the detector that a cycle of a folder has trained; empty where it has not, or where they were deleted. */
    public static Optional<Path> weights(Path folder, int cycle) {
        CycleFolder there = new RunContents(new RunFiles(folder)).cycle(cycle);
        return there.trained().map(there::weights).filter(Files::exists);
    }

    /** How the detector of a cycle did, as soon as that is measured; empty before. */
    public static Optional<Map<String, Evaluation>> evaluations(Path folder, int cycle) {
        return new RunContents(new RunFiles(folder)).cycle(cycle).evaluations();
    }

    /**
     * What the detector of the cycle at hand learns from, in the latest classes; of a run at its end, that of the last one. Empty before
     * the first.
     *
     * @throws HualeException where a file is damaged
     */
    public static Optional<PoolFile.Counts> learned(Path folder) {
        return new RunContents(new RunFiles(folder)).learned();
    }

    /** How many of the images that a cycle of a folder asks for are for evaluation; 0 where that is not known. */
    public static int askedForTest(Path folder, int cycle) {
        return new RunContents(new RunFiles(folder))
                .cycle(cycle)
                .selection()
                .flatMap(it -> Optional.ofNullable(it.test()))
                .map(List::size)
                .orElse(0);
    }

    /**
     * Deletes the weights of cycles that have ended, which reports do not need.
     *
     * @param last whether those of the last cycle go as well; without them the run cannot be extended
     * @throws HualeException where the record of a cycle is damaged
     */
    public void deleteWeights(boolean last) {
        int ended = records().size(); // reads them: of a run with a damaged record nothing is deleted
        for (int number = 0; number < (last ? ended : ended - 1); number++) {
            cycle(number).deleteWeights();
        }
    }

    /** How many cycles have ended, without reading them. */
    public int cycles() {
        return contents.ended();
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
        return files.path(cycle < 0 ? OF_INITIAL : RunContents.CYCLE + cycle);
    }

    /** What a cycle has chosen; empty where nothing is chosen yet. */
    public Optional<SelectionRecord> selection(int cycle) {
        return contents.cycle(cycle).selection().map(CycleFolder.Selected::shown);
    }

    /** Of the detector that a cycle has trained; empty where it has not, or where they were deleted. */
    public Optional<Path> weights(int cycle) {
        return weights(path(), cycle);
    }

    /** The classes that the run began with, and how they have changed. */
    public ClassHistory classes() {
        return contents.classes();
    }

    /**
     * Changes the classes: the next detector whose training has not begun learns the new ones. When this returns it is done; a
     * crash leaves the run as it was before or as it is after. Whoever goes on with it makes the tables anew, which show all cycles in
     * the classes of now.
     *
     * @param when date and time, for people
     * @throws HualeException where a class is not there, or one would be there twice
     */
    public void changeClasses(ClassChange change, String when) {
        ClassHistory changed = classes().with(new ClassHistory.Entry(change, firstToTrain(), lastAnnotated(), when));
        files.forget(TABLES);
        files.writeText(ClassHistory.FILE, changed.text());
    }

    /** The first cycle that learns a change of classes: its training has not begun, and it learns all changes before. */
    public int firstToTrain() {
        return classes().entries().stream()
                .mapToInt(ClassHistory.Entry::cycle)
                .reduce(contents.firstToTrain(), Math::max);
    }

    /** The first cycle that is still to choose images, -1 for the initial set; one that chooses again is none. */
    public int firstToChoose() {
        return contents.firstToChoose();
    }

    /** The last cycle whose answers are there, or were when the classes last changed: these are asked for again in those of then. */
    private int lastAnnotated() {
        return classes().entries().stream()
                .mapToInt(ClassHistory.Entry::annotated)
                .reduce(contents.lastAnnotated(), Math::max);
    }

    /** The cycle whose annotations come next, -1 for the initial set. */
    public int nextToAnnotate() {
        return nextToAnnotate(path());
    }

    /** All annotations of the run so far, in the latest classes. */
    public Map<ImageId, List<Annotation>> annotations() {
        return contents.annotations();
    }

    /** Notes the sums of the tables that were just written. */
    public void sealTables() {
        files.seal(TABLES);
    }

    /**
     * Whether the tables are there as they were written, of all cycles that have ended; they need not be before one has. A process
     * may have died between the record of a cycle and its row, or before the tables had their sums.
     */
    public boolean hasTables() {
        int ended = contents.ended();
        return ended == 0 || (TABLES.stream().allMatch(it -> isSealed(files, it)) && rows() == ended);
    }

    private static boolean isSealed(RunFiles files, String file) {
        return files.sums().containsKey(file) && files.isIntact(file);
    }

    /** How many cycles the tables have, counted where a line is one whatever names stand in it. */
    private int rows() {
        try {
            return InputFile.lines(files.path(RunFile.LINES.file())).size();
        } catch (IOException e) {
            return -1; // so that they are made anew
        }
    }

    public RunFiles files() {
        return files;
    }

    public CycleFolder cycle(int number) {
        return contents.cycle(number);
    }

    /** The cycles that have ended, in order, told in the classes of now, without what was seen in the chosen images. */
    public List<CycleRecord> told() {
        return contents.history().cycles();
    }

    /** Of the cycles that have ended, in order, without what was seen in the chosen images. */
    public List<CycleRecord> records() {
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
        requireRun(folder);
        RunContents contents = new RunContents(new RunFiles(folder));
        contents.requireAllRecords();
        return contents.history();
    }

    /**
     * @throws HualeException where there is no run, or its configuration is not what was written
     */
    public static void requireRun(Path folder) {
        new RunFiles(folder).requireIntact(CONFIG);
        if (!holdsRun(folder)) {
            throw new HualeException(folder + ": holds no run");
        }
    }

    /** As {@link #annotations()}, whether or not a process works on the run. */
    public static Map<ImageId, List<Annotation>> annotations(Path folder) {
        return new RunContents(new RunFiles(folder)).annotations();
    }

    /** The same as they came: first those of the initial set, then those of each cycle. */
    public static List<Map<ImageId, List<Annotation>>> annotationsByCycle(Path folder) {
        return new RunContents(new RunFiles(folder)).annotationsByCycle();
    }

    /** The sizes that all annotated images had when they were annotated, as far as the files say them. */
    public static Map<ImageId, ImageSize> annotatedSizes(Path folder) {
        return new RunContents(new RunFiles(folder)).annotatedSizes();
    }

    /** As {@link #classes()}, whether or not a process works on the run. */
    public static ClassHistory classes(Path folder) {
        return new RunContents(new RunFiles(folder)).classes();
    }

    /** @throws HualeException where another process works on the run */
    static FolderLock locked(Path folder) {
        try {
            Files.createDirectories(folder);
            return FolderLock.take(folder, "working on this run");
        } catch (IOException e) {
            throw new HualeException(folder + ": cannot be used: " + e.getMessage(), e);
        }
    }

    private static void requireUnused(Path folder) {
        Set<String> names = Files.exists(folder) ? others(folder) : Set.of();
        if (!names.isEmpty()) {
            throw new HualeException(
                    folder + ": holds files but no run (" + names.iterator().next() + "); choose another folder");
        }
    }

    /** What a process that begins a run has not left there, nor people who began their work before it. */
    private static Set<String> others(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            Set<String> names = new TreeSet<>();
            files.map(file -> file.getFileName().toString())
                    .filter(name -> !BEFORE_CONFIG.contains(name)
                            && !FolderLock.NAMES.contains(name)
                            && !name.startsWith(INBOX)
                            && !UnfinishedName.isOne(name))
                    .forEach(names::add);
            return names;
        } catch (IOException e) {
            throw new HualeException(folder + ": not a folder that can be read: " + e.getMessage(), e);
        }
    }

    private static Path folder(RunFiles files) {
        return files.path("");
    }
}
