package org.huale.loop.folder;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.huale.config.ConfigDifference;
import org.huale.config.ConfigJson;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.geometry.ImageSize;
import org.huale.loop.pool.Pool;
import org.huale.loop.pool.PoolFile;
import org.huale.problem.HualeException;
import org.huale.revision.ClassHistory;

/** What the files of a run say, whether or not a process works on it. */
public record RunContents(RunFiles files) {
    public static final String PROVENANCE = "provenance.json";
    public static final String DATA = "data.json";
    /** In the file of the data: the files of weights that trainings begin with. */
    public static final String WEIGHTS = "weights";

    public static final String INITIAL = "initial.json";
    public static final String POOL = "pool.json";
    public static final String POOL_IMAGES = "pool-images.json";
    /** The images for evaluation so far, where there is no test set. */
    public static final String TEST = "test.json";

    public static final String INITIAL_ANNOTATIONS = "initial-annotations.json";
    public static final String INITIAL_SKIPPED = "initial-skipped.json";
    static final String CYCLE = "cycle-";

    /**
     * What differs between two descriptions of data. Weights that only one of them names do not: earlier versions named none, and
     * what is gone may be needed no more.
     */
    public static List<ConfigDifference> dataDifferences(Object then, Object now) {
        return ConfigJson.differences(then, now).stream()
                .filter(it -> !(it.isWithin(WEIGHTS) && it.isOfOne()))
                .toList();
    }

    /** A description of now, with all weights that an earlier one names: what is not there at the moment may come back as another. */
    public static Map<String, Object> withWeightsOf(Object then, Map<String, Object> now) {
        Map<String, Object> weights = new TreeMap<>();
        for (Object description : List.of(then, now)) {
            if (description instanceof Map<?, ?> parts && parts.get(WEIGHTS) instanceof Map<?, ?> named) {
                named.forEach((key, what) -> weights.put(String.valueOf(key), String.valueOf(what)));
            }
        }
        if (weights.isEmpty()) {
            return now;
        }
        Map<String, Object> all = new LinkedHashMap<>(now);
        all.put(WEIGHTS, weights);
        return all;
    }

    /** @throws HualeException where it is missing or damaged */
    RunProvenance provenance() {
        files.requireIntact(PROVENANCE);
        return files.read(PROVENANCE, RunProvenance.class)
                .orElseThrow(() -> new HualeException(files.path(PROVENANCE) + ": is missing"));
    }

    CycleFolder cycle(int number) {
        return new CycleFolder(files.in(CYCLE + number));
    }

    /** Of the cycles that have ended, in order, without what was seen in the chosen images. */
    List<CycleRecord> records() {
        List<CycleRecord> records = new ArrayList<>();
        Optional<CycleRecord> next = cycle(0).record();
        while (next.isPresent()) {
            records.add(next.get());
            next = cycle(records.size()).record();
        }
        return records;
    }

    /** @throws HualeException where the record of a cycle is gone, though later ones have ended */
    void requireAllRecords() {
        int ended = ended();
        if (cycle(ended + 1).hasEnded()) {
            throw new HualeException(files.path(CYCLE + ended).resolve(CycleFolder.RECORD)
                    + ": is missing; 'huale resume " + files.run() + "' puts it together again");
        }
    }

    /**
     * A cycle that may not have ended, as far as it is measured, with what it has chosen; empty where its detector is not evaluated,
     * or where the file of the pool, which is made anew, does not say how many images that has learned from.
     */
    Optional<CycleRecord> measured(int number) {
        CycleFolder folder = cycle(number);
        return folder.evaluations()
                .filter(it -> files.isIntact(POOL))
                .map(it -> new CycleRecord(
                        number,
                        PoolFile.countBefore(files.path(POOL), number),
                        0,
                        List.of(),
                        it,
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        0,
                        folder.chosen().orElse(null)));
    }

    /** How many cycles have ended, without reading them. */
    int ended() {
        int ended = 0;
        while (cycle(ended).hasEnded()) {
            ended++;
        }
        return ended;
    }

    /** The classes that the run began with, and how they have changed. */
    ClassHistory classes() {
        files.requireIntact(ClassHistory.FILE);
        return ClassHistory.in(files.path(""), new ClassNames(provenance().classes()));
    }

    /** What was annotated in a cycle, -1 for the initial set, in the classes of then; empty where it is not done. */
    Optional<Map<ImageId, List<Annotation>>> annotations(int number) {
        return number < 0
                ? CycleFolder.annotations(files, INITIAL_ANNOTATIONS)
                : cycle(number).annotations();
    }

    /**
     * What the detector of the cycle at hand learns from, in the latest classes; of a run at its end, that of the last one. Empty before
     * the first. The file may be of a cycle more while the record of one is yet to be written.
     */
    Optional<PoolFile.Counts> learned() {
        if (!files.has(POOL)) {
            return Optional.empty();
        }
        PoolFile.Counts counts = PoolFile.counts(files.path(POOL));
        ClassHistory classes = classes();
        int ended = ended();
        return Optional.of(IntStream.of(ended, ended + 1, ended - 1)
                .mapToObj(classes::since)
                .filter(it -> it.from().equals(counts.classes()))
                .findFirst()
                .map(counts::renumbered)
                .orElse(counts));
    }

    /** The images set aside in a cycle that is annotated, -1 for the initial set, with the reasons. */
    Map<ImageId, String> skipped(int number) {
        return number < 0
                ? SkippedFile.read(files, INITIAL_SKIPPED)
                : cycle(number).skipped();
    }

    /** All annotations so far, in the latest classes. */
    Map<ImageId, List<Annotation>> annotations() {
        Map<ImageId, List<Annotation>> all = new TreeMap<>();
        annotationsByCycle().forEach(all::putAll);
        return all;
    }

    /** The same as they came: first those of the initial set, then those of each cycle. */
    List<Map<ImageId, List<Annotation>>> annotationsByCycle() {
        ClassHistory classes = classes();
        int last = annotatedUntil();
        List<Map<ImageId, List<Annotation>>> each = new ArrayList<>();
        for (int cycle = Pool.BEFORE_ALL; cycle <= last; cycle++) {
            each.add(classes.sinceAnnotations(cycle).of(annotations(cycle).orElseThrow()));
        }
        return each;
    }

    /** The sizes that all annotated images had when they were annotated, as far as the files say them. */
    Map<ImageId, ImageSize> annotatedSizes() {
        Map<ImageId, ImageSize> all = new TreeMap<>();
        int last = annotatedUntil();
        for (int cycle = Pool.BEFORE_ALL; cycle <= last; cycle++) {
            all.putAll(
                    cycle < 0
                            ? CycleFolder.sizes(files, INITIAL_ANNOTATIONS)
                            : cycle(cycle).sizes());
        }
        return all;
    }

    /** The last cycle that is annotated, -1 for the initial set, {@link ClassHistory#NOTHING} where not even that is. */
    int annotatedUntil() {
        int cycle = Pool.BEFORE_ALL;
        while (cycle < 0 ? files.has(INITIAL_ANNOTATIONS) : cycle(cycle).isAnnotated()) {
            cycle++;
        }
        return cycle - 1;
    }

    /** The last cycle that is annotated, also where annotations of one before it are gone; else as {@link #annotatedUntil}. */
    int lastAnnotated() {
        return last(CycleFolder::isAnnotated).orElseGet(this::annotatedUntil);
    }

    /** The first cycle whose training has not begun, nor that of a later one. */
    int firstToTrain() {
        return last(CycleFolder::hasBegunTraining).orElse(-1) + 1;
    }

    /**
     * The first cycle that has chosen no images, nor has any after it, -1 for the initial set. What was chosen and is gone counts, as
     * the same is chosen again.
     */
    int firstToChoose() {
        boolean begun = files.has(INITIAL) || files.isLost(INITIAL);
        return last(CycleFolder::hasChosen).orElse(begun ? Pool.BEFORE_ALL : Pool.BEFORE_ALL - 1) + 1;
    }

    /** The last of the cycles for which something holds. */
    private OptionalInt last(Predicate<CycleFolder> holds) {
        return new RunTree(files)
                .folders().stream()
                        .filter(it -> holds.test(new CycleFolder(it)))
                        .mapToInt(it -> it.lines().cycle())
                        .max();
    }

    /**
     * What is known of a run, told in the classes that it has now.
     *
     * @throws HualeException where a file is damaged
     */
    RunHistory history() {
        RunProvenance provenance = provenance();
        String config = RunJson.text(provenance.config());
        RunSummary summary = provenance.summary(config, FirstCycle.shared(files));
        ClassHistory classes = classes();
        return new RunHistory(
                summary.with(classes.latest().names()),
                records().stream().map(it -> told(it, classes)).toList(),
                files.path(""));
    }

    /** The record of one cycle in the same classes, with what was seen in the chosen images; empty where the cycle has not ended. */
    Optional<CycleRecord> withDetections(int number) {
        return cycle(number).recordWithDetections().map(it -> told(it, classes()));
    }

    private CycleRecord told(CycleRecord record, ClassHistory classes) {
        CycleRecord told = record.renumbered(classes.since(record.cycle()));
        int named = classes.latest().names().size();
        if (told.boxesPerClass().size() > named) {
            throw new HualeException(files.path(PROVENANCE) + ": names " + named + " classes, but "
                    + files.path(CYCLE + record.cycle()).resolve(CycleFolder.RECORD) + " counts boxes of "
                    + told.boxesPerClass().size());
        }
        return told;
    }
}
