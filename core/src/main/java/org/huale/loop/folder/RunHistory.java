package org.huale.loop.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.huale.dataset.ImageId;
import org.huale.forecast.Expectation;
import org.huale.forecast.NamedFigure;
import org.huale.loop.pool.Pool;
import org.huale.metric.resample.TestMatches;
import org.huale.revision.ClassHistory;
import org.jspecify.annotations.Nullable;

/**
 * A run as far as it has come: what it is, and its cycles in order.
 *
 * @param cycles of a run that was read from a folder without what was seen in the chosen images; see {@link #chosen}
 * @param folder where it was read; null where it was not read from one
 */
public record RunHistory(
        RunSummary summary,
        List<CycleRecord> cycles,
        @Nullable Path folder) {

    /** In the provenance of a run that was read from a table of a report: which one. */
    public static final String TABLE = "table";

    public RunHistory {
        cycles = List.copyOf(cycles);
    }

    /** A run without a folder, such as one that was read from a table. */
    public RunHistory(RunSummary summary, List<CycleRecord> cycles) {
        this(summary, cycles, null);
    }

    /** Where it was read, a folder or a table; blank where it was not read. */
    public String source() {
        return folder == null ? summary.provenance().getOrDefault(TABLE, "") : folder.toString();
    }

    /**
     * The images that people set aside, by the cycle that asked for them, -1 for the initial set, with the reasons; cycles
     * without any are left out.
     */
    public SortedMap<Integer, Map<ImageId, String>> skipped() {
        SortedMap<Integer, Map<ImageId, String>> skipped = new TreeMap<>();
        if (folder != null) {
            RunContents contents = new RunContents(new RunFiles(folder));
            for (int cycle = Pool.BEFORE_ALL; cycle <= contents.annotatedUntil(); cycle++) {
                skipped.put(cycle, contents.skipped(cycle));
            }
        }
        skipped.values().removeIf(Map::isEmpty);
        return skipped;
    }

    /**
     * The images that people worked on at the end of a cycle: those annotated, be they for evaluation, and those set aside.
     * What was chosen and left over is not among them; it may be chosen again. Of a run without a folder those chosen.
     * Empty where nothing was annotated.
     */
    public Optional<Set<ImageId>> workedOn(CycleRecord cycle) {
        if (folder == null) {
            return Optional.ofNullable(cycle.selection()).map(SelectionRecord::images);
        }
        RunContents contents = new RunContents(new RunFiles(folder));
        return contents.annotations(cycle.cycle()).map(annotated -> {
            Set<ImageId> images = new TreeSet<>(annotated.keySet());
            images.addAll(contents.skipped(cycle.cycle()).keySet());
            return images;
        });
    }

    /**
     * The images that a cycle chose first, with what was seen in them. A run that is read leaves that out of its records, as that of
     * all cycles may not fit into the memory; it is read again for the one cycle.
     *
     * @param most images
     * @throws org.huale.problem.HualeException where the file is damaged
     */
    public List<SelectionRecord.Chosen> chosen(CycleRecord cycle, int most) {
        CycleRecord seen = folder == null || most == 0
                ? cycle
                : new RunContents(new RunFiles(folder))
                        .withDetections(cycle.cycle())
                        .orElse(cycle);
        SelectionRecord selection = seen.selection();
        return selection == null
                ? List.of()
                : selection.chosen().stream().limit(most).toList();
    }

    /** The last cycles whose figures can be compared: of detectors of the same classes, but for their names. */
    public List<CycleRecord> comparable() {
        return comparable(cycles);
    }

    private List<CycleRecord> comparable(List<CycleRecord> of) {
        int first = ClassHistory.comparableSince(classChanges(), of.size() - 1);
        return of.stream().filter(it -> it.cycle() >= first).toList();
    }

    /**
     * What the next batch is expected to bring: the one that is chosen, or one as large as the last. A cycle whose detector is
     * evaluated counts although it has not ended, as while people annotate what it has chosen.
     *
     * @param figure such as {@code voc:AP-all-point}
     * @return empty where the run is too short to say
     */
    public Optional<Expectation> expectation(String figure) {
        List<CycleRecord> known = comparable(measured()).stream()
                .filter(it -> NamedFigure.of(it.evaluations(), figure).isPresent())
                .toList();
        SortedMap<Integer, Double> curve = CycleRecord.curve(known, figure);
        if (curve.size() < 2) {
            return Optional.empty();
        }
        int last = curve.lastKey();
        int batch = batch(known.get(known.size() - 1))
                .orElseGet(() -> last - curve.headMap(last).lastKey());
        return Expectation.after(curve, last + batch);
    }

    /** The cycles that have ended, and the one at hand once its detector is evaluated. */
    private List<CycleRecord> measured() {
        List<CycleRecord> measured = new ArrayList<>(cycles);
        if (folder != null) {
            new RunContents(new RunFiles(folder)).measured(cycles.size()).ifPresent(measured::add);
        }
        return measured;
    }

    /**
     * How many images a cycle has chosen to learn from; empty where it has chosen none. The record of one that was the last when it
     * ended does not say it.
     */
    private Optional<Integer> batch(CycleRecord cycle) {
        Optional<SelectionRecord> chosen = Optional.ofNullable(cycle.selection());
        if (chosen.isEmpty() && folder != null) {
            chosen = new RunContents(new RunFiles(folder)).cycle(cycle.cycle()).chosen();
        }
        return chosen.map(it -> it.chosen().size());
    }

    /** How the classes have changed since the run began. */
    public List<ClassHistory.Entry> classChanges() {
        return folder == null ? List.of() : ClassHistory.entriesIn(folder);
    }

    /**
     * What became of the detections in the test images at the end of a cycle; empty where the run kept no such file.
     *
     * @throws org.huale.problem.HualeException where the file is damaged
     */
    public Optional<TestMatches> testMatches(int cycle) {
        return folder == null
                ? Optional.empty()
                : new RunContents(new RunFiles(folder)).cycle(cycle).matches();
    }
}
