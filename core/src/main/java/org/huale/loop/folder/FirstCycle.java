package org.huale.loop.folder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.huale.config.ConfigDifference;
import org.huale.config.ConfigJson;
import org.huale.dataset.file.RelativePath;
import org.huale.loop.folder.CycleFolder.Trained;
import org.huale.loop.oracle.AuditLog;
import org.huale.loop.oracle.GroundTruthOracle;
import org.huale.loop.pool.Pool;
import org.huale.problem.HualeException;
import org.huale.revision.ClassHistory;
import org.huale.storage.FileTree;
import org.huale.storage.UnfinishedName;
import org.jspecify.annotations.Nullable;

/**
 * Takes over from another run what it did before its first selection: initial set, training, evaluation, and what those
 * took. Weights are linked where the file system can, everything else is copied; neither run needs the other afterwards.
 */
final class FirstCycle {
    /** Keys of a configuration that bear on nothing before the first selection. */
    private static final List<String> LATER_KEYS = List.of(
            "strategy",
            "selection",
            "predictions",
            "budget",
            "cycles",
            "totalBudget",
            "keep",
            "stop",
            RunFolder.PATIENCE);

    static final String SHARED = "shared.json";
    private static final String NAME = "cycle-0";
    /** What else there is before the first selection; the loop makes what is missing. */
    private static final List<String> START = List.of(
            RunContents.DATA, RunContents.INITIAL, RunContents.INITIAL_SKIPPED, RunContents.INITIAL_ANNOTATIONS);

    private final RunFiles from;
    private final RunFiles to;

    FirstCycle(RunFiles from, RunFiles to) {
        this.from = from;
        this.to = to;
    }

    /**
     * Where a cycle comes from that was not computed in its own run.
     *
     * @param from the other run, relative to the cycle's folder, or whole where it lies on another drive
     * @param origin of the process that began the other run
     * @param resumed of those that went on with it until then, and of those that its own first cycle comes from; files of earlier
     *     versions do not say it
     */
    record Shared(
            String from,
            Map<String, String> origin,
            @Nullable List<Map<String, String>> resumed) {

        private static Shared of(String from, RunProvenance run, Optional<Shared> before) {
            List<Map<String, String>> resumed = new ArrayList<>(run.resumed());
            before.ifPresent(it -> resumed.addAll(it.processes()));
            return new Shared(from, run.origin(), resumed);
        }

        /** Origins of all processes that may have worked on the cycle, the first one first. */
        List<Map<String, String>> processes() {
            List<Map<String, String>> processes = new ArrayList<>(List.of(origin));
            processes.addAll(resumed == null ? List.of() : resumed);
            return processes;
        }
    }

    static Optional<Shared> shared(RunFiles run) {
        return run.in(NAME).read(SHARED, Shared.class);
    }

    /**
     * Does nothing where the first cycle was begun already.
     *
     * @param completed the configuration of the other run with all keys, of which an earlier version may have written fewer
     */
    void take(RunProvenance theirs, RunProvenance ours, Object completed) {
        if (to.has(NAME)) {
            return;
        }
        if (!differences(theirs.config(), ours.config()).isEmpty()) {
            requireEqual(completed, ours.config());
        }
        requireSameClasses();
        Trained trained = requireTrained();
        RunCheck.of(from).requireSound();
        START.forEach(this::copy);
        to.perform(GroundTruthOracle.AUDIT, this::copyAudit);
        to.perform(NAME, () -> copyCycle(trained, theirs));
    }

    private static List<ConfigDifference> differences(Object theirs, Object ours) {
        return ConfigJson.differences(theirs, ours).stream()
                .filter(it -> LATER_KEYS.stream().noneMatch(it::isWithin) && !RunFolder.isUnsaid(it))
                .toList();
    }

    private void requireEqual(Object theirs, Object ours) {
        List<ConfigDifference> differences = differences(theirs, ours);
        if (!differences.isEmpty()) {
            throw new HualeException(from.path("") + ": its first cycle cannot be taken for " + to.path("")
                    + ", which differs in" + ConfigDifference.lines(differences));
        }
    }

    private void requireSameClasses() {
        if (from.has(ClassHistory.FILE) || to.has(ClassHistory.FILE)) {
            throw new HualeException(from.path("") + ": its first cycle cannot be taken for " + to.path("")
                    + ", as classes of one of them have changed");
        }
    }

    private Trained requireTrained() {
        CycleFolder cycle = new CycleFolder(from.in(NAME));
        Optional<Trained> trained = cycle.trained();
        if (trained.isEmpty() || cycle.evaluations().isEmpty()) {
            throw new HualeException(from.path("") + ": its first cycle is not trained and evaluated yet");
        }
        if (!Files.exists(cycle.weights(trained.get()))) {
            throw new HualeException(cycle.weights(trained.get()) + ": is gone; without the weights the first cycle"
                    + " cannot be taken");
        }
        return trained.get();
    }

    private void copy(String name) {
        from.bytes(name).ifPresent(bytes -> to.writeText(name, new String(bytes, StandardCharsets.UTF_8)));
    }

    /** What people or the ground truth revealed of the initial set. */
    private void copyAudit() {
        Path log = from.path(GroundTruthOracle.AUDIT);
        if (Files.exists(log)) {
            new AuditLog(to.path(GroundTruthOracle.AUDIT)).append(new AuditLog(log).lines(Pool.BEFORE_ALL));
        }
    }

    /** From one folder to another, but the other whole where they lie on two drives of Windows. */
    static String place(Path home, Path other) {
        boolean apart = !Objects.equals(home.getRoot(), other.getRoot());
        return RelativePath.slashed(apart ? other : home.relativize(other));
    }

    /** The folder appears whole or not at all. */
    private void copyCycle(Trained trained, RunProvenance run) {
        RunFiles unfinished = to.in(UnfinishedName.of(NAME));
        CycleFolder theirs = new CycleFolder(from.in(NAME));
        CycleFolder ours = new CycleFolder(unfinished);
        Path weights = theirs.weights(trained).resolveSibling(""); // which are replaced and never changed
        FileTree.copy(theirs.training(), ours.training(), file -> file.startsWith(weights));
        ours.takeFirstStages(theirs);
        Path home = to.path(NAME).toAbsolutePath().normalize();
        Path other = from.path("").toAbsolutePath().normalize();
        unfinished.write(SHARED, Shared.of(place(home, other), run, shared(from)));
        try {
            Files.move(unfinished.path(""), to.path(NAME));
        } catch (IOException e) {
            throw new HualeException(to.path(NAME) + ": cannot be made: " + e.getMessage(), e);
        }
    }
}
