package org.huale.loop;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.huale.config.ConfigJson;
import org.huale.loop.CycleFolder.Trained;
import org.huale.problem.HualeException;
import org.huale.weights.WholeFile;

/**
 * Takes over from another run what it did before its first selection: initial set, training, evaluation, and what those
 * took. Weights are linked where the file system can, everything else is copied; neither run needs the other afterwards.
 */
final class FirstCycle {
    /** Keys of a configuration that bear on nothing before the first selection. */
    private static final Set<String> LATER_KEYS = Set.of("strategy", "budget", "cycles", "totalBudget", "keep");

    private static final String SHARED = "shared.json";
    private static final String NAME = "cycle-0";
    /** What else there is before the first selection; {@link Start} makes what is missing. */
    private static final List<String> START = List.of(Start.DATA, Start.INITIAL, Start.ANNOTATIONS);

    private final RunFiles from;
    private final RunFiles to;

    FirstCycle(RunFiles from, RunFiles to) {
        this.from = from;
        this.to = to;
    }

    /**
     * Where a cycle comes from that was not computed in its own run.
     *
     * @param from the other run, relative to the cycle's folder
     * @param origin of the process that began the other run
     */
    record Shared(String from, Map<String, String> origin) {}

    static Optional<Shared> shared(RunFiles run) {
        return run.in(NAME).read(SHARED, Shared.class);
    }

    /** Does nothing where the first cycle was begun already. */
    void take(RunProvenance theirs, RunProvenance ours) {
        if (to.has(NAME)) {
            return;
        }
        requireEqual(theirs, ours);
        Trained trained = requireTrained();
        START.forEach(name -> to.perform(name, () -> copy(from.path(name), to.path(name))));
        to.perform(GroundTruthOracle.AUDIT, this::copyAudit);
        to.perform(NAME, () -> copyCycle(trained, theirs.origin()));
    }

    private void requireEqual(RunProvenance theirs, RunProvenance ours) {
        List<String> differences = ConfigJson.differences(theirs.config(), ours.config()).stream()
                .filter(it -> !LATER_KEYS.contains(it.split("[.:]", 2)[0]))
                .toList();
        if (!differences.isEmpty()) {
            throw new HualeException(from.path("") + ": its first cycle cannot be taken for " + to.path("")
                    + ", which differs in" + RunFolder.lines(differences));
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

    /** What people or the ground truth revealed of the initial set. */
    private void copyAudit() {
        Path log = from.path(GroundTruthOracle.AUDIT);
        if (Files.exists(log)) {
            new AuditLog(to.path(GroundTruthOracle.AUDIT)).append(new AuditLog(log).lines(Start.BEFORE_ALL));
        }
    }

    /** The folder appears whole or not at all. */
    private void copyCycle(Trained trained, Map<String, String> origin) {
        RunFiles unfinished = to.in(RunFiles.UNFINISHED_PREFIX + NAME + "."
                + ProcessHandle.current().pid() + RunFiles.UNFINISHED_END);
        CycleFolder theirs = new CycleFolder(from.in(NAME));
        CycleFolder ours = new CycleFolder(unfinished);
        copyTraining(theirs, ours, theirs.weights(trained));
        ours.takeFirstStages(theirs);
        Path home = to.path(NAME).toAbsolutePath().normalize();
        Path other = from.path("").toAbsolutePath().normalize();
        unfinished.write(SHARED, new Shared(home.relativize(other).toString().replace('\\', '/'), origin));
        try {
            Files.move(unfinished.path(""), to.path(NAME));
        } catch (IOException e) {
            throw new HualeException(to.path(NAME) + ": cannot be made: " + e.getMessage(), e);
        }
    }

    private static void copyTraining(CycleFolder theirs, CycleFolder ours, Path weights) {
        try (Stream<Path> walk = Files.walk(theirs.training())) {
            for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                Path target = ours.training()
                        .resolve(theirs.training().relativize(file).toString());
                Files.createDirectories(target.getParent());
                if (!file.startsWith(weights.resolveSibling("")) || !linked(file, target)) {
                    copy(file, target);
                }
            }
        } catch (IOException e) {
            throw new HualeException(theirs.training() + ": cannot be copied: " + e.getMessage(), e);
        }
    }

    /** Weights are replaced and never changed, so that two runs can hold the same file. */
    private static boolean linked(Path file, Path target) {
        try {
            Files.createLink(target, file);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false; // another file system, or one without links
        }
    }

    /** Skips a file that is not there. */
    private static void copy(Path file, Path target) {
        try (FileChannel source = FileChannel.open(file, StandardOpenOption.READ)) {
            WholeFile.write(target, channel -> {
                long size = source.size();
                for (long at = 0; at < size; at += source.transferTo(at, size - at, channel)) {}
            });
        } catch (NoSuchFileException e) {
            return; // tidied away meanwhile, or never written
        } catch (IOException e) {
            throw new HualeException(file + ": cannot be copied to " + target + ": " + e.getMessage(), e);
        }
    }
}
