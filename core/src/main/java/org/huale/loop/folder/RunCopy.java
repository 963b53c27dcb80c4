package org.huale.loop.folder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huale.acquire.distinct.Signatures;
import org.huale.config.ConfigDifference;
import org.huale.config.ConfigJson;
import org.huale.problem.HualeException;
import org.huale.provenance.Arithmetic;
import org.huale.revision.ClassHistory;
import org.huale.storage.FileTree;
import org.huale.storage.FolderLock;
import org.huale.storage.OwnFiles;
import org.huale.storage.UnfinishedName;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Compares runs of several machines, and brings them together. */
public final class RunCopy {
    private static final int MOST_LINES = 5;
    /** What may be in a run's folder besides its cycles. */
    private static final Set<String> OWN = Stream.concat(
                    RunFile.names().stream(), Stream.of(OwnFiles.MARKER, Signatures.FILE, "initial-features"))
            .collect(Collectors.toUnmodifiableSet());

    private RunCopy() {}

    /**
     * What differs between two runs that should be the same as far as both have come: configuration but for what a run may be extended by,
     * data, and, where both were computed by the same arithmetic throughout, the results of cycles but for times, memory
     * and places of files. Empty where nothing does.
     *
     * @param completed the configuration of a run with all keys, JSON; earlier versions knew fewer, and a run that was gone on with
     *     since has them all
     */
    public static List<String> differences(Path left, Path right, Function<Path, String> completed) {
        RunFiles a = new RunFiles(left);
        RunFiles b = new RunFiles(right);
        List<String> lines = new ArrayList<>();
        configs(a, b, completed).forEach(it -> lines.add(it.toString()));
        both(a, b, RunContents.DATA, RunContents::dataDifferences).forEach(it -> lines.add(it.toString()));
        both(a, b, ClassHistory.FILE, ConfigJson::differences).forEach(it -> lines.add(it.toString()));
        int cycles = haveOneArithmetic(left, right) ? cyclesOfBoth(left, right) : 0;
        for (int cycle = 0; cycle < cycles && lines.isEmpty(); cycle++) {
            String place = "cycle " + cycle + ": ";
            ObjectNode ours = result(a, cycle);
            ObjectNode theirs = result(b, cycle);
            if (ours.path("selection").isNull() || theirs.path("selection").isNull()) { // one was extended
                ours.remove(List.of("selection", "forwards"));
                theirs.remove(List.of("selection", "forwards"));
            }
            ConfigJson.differences(ours, theirs).forEach(it -> lines.add(place + it));
        }
        return lines.size() <= MOST_LINES ? lines : List.copyOf(lines.subList(0, MOST_LINES));
    }

    private static List<ConfigDifference> configs(RunFiles a, RunFiles b, Function<Path, String> completed) {
        List<ConfigDifference> asWritten = deciding(read(a, RunFolder.CONFIG), read(b, RunFolder.CONFIG));
        try {
            return asWritten.isEmpty()
                    ? asWritten
                    : deciding(
                            ConfigJson.tree(completed.apply(a.path(""))), ConfigJson.tree(completed.apply(b.path(""))));
        } catch (HualeException e) {
            return asWritten; // of another version, or of an extension that is not here
        }
    }

    private static List<ConfigDifference> deciding(Map<?, ?> left, Map<?, ?> right) {
        return ConfigJson.differences(left, right).stream()
                .filter(it -> !RunFolder.isExtendable(it))
                .toList();
    }

    private static boolean haveOneArithmetic(Path left, Path right) {
        List<Map<String, String>> processes = new ArrayList<>(RunFolder.processes(left));
        processes.addAll(RunFolder.processes(right));
        return Arithmetic.mixture(processes).isEmpty();
    }

    private static int cyclesOfBoth(Path left, Path right) {
        return Math.min(RunFolder.cyclesEnded(left), RunFolder.cyclesEnded(right));
    }

    private static List<ConfigDifference> both(
            RunFiles a, RunFiles b, String name, BiFunction<Object, Object, List<ConfigDifference>> differences) {
        return a.has(name) && b.has(name) ? differences.apply(read(a, name), read(b, name)) : List.of();
    }

    private static Map<?, ?> read(RunFiles files, String name) {
        Optional<?> read = files.read(name, Map.class);
        return (Map<?, ?>) read.orElseThrow(() -> new HualeException(files.path(name) + ": is missing"));
    }

    private static ObjectNode result(RunFiles run, int cycle) {
        ObjectNode record = run.in(RunContents.CYCLE + cycle)
                .read(CycleFolder.RECORD, ObjectNode.class)
                .orElseThrow();
        record.remove(List.of("seconds", "peakMegabytes"));
        for (JsonNode chosen : record.path("selection").path("chosen")) {
            ((ObjectNode) chosen).remove("file");
        }
        return record;
    }

    /**
     * Copies a run, in place of one that has not come so far if there is one, which stays until the copy is there. Nobody works on
     * either meanwhile. A copy that was interrupted holds no run and is made anew.
     *
     * @throws HualeException where a process works on one of them, the other has come further by now, or other files are in the way
     */
    public static void copy(Path from, Path to) {
        copy(from, to, file -> false);
    }

    /** @param linked which files may be the same in both places, as of {@link FileTree#copy}; it is asked while both are locked */
    @SuppressWarnings("try") // the locks act by being held
    static void copy(Path from, Path to, Predicate<Path> linked) {
        if (Files.exists(to) && !new RunFiles(to).has(RunContents.PROVENANCE)) {
            throw new HualeException(to + ": is in the way; it holds no run");
        }
        try (FolderLock source = lock(from)) {
            Path replaced = unfinished(to);
            try (FolderLock target = lock(to)) {
                RunCheck.of(from).requireSound();
                requireOvertaken(from, to);
                requireOnlyRun(to);
                deleteUnfinished(to);
                replace(copied(from, to, linked), to, replaced);
            }
            FileTree.delete(replaced); // when its lock is closed: NFS keeps files that are open
            writeConfig(from, to);
        }
    }

    /** Last, as without it there is no run, and whoever was killed before begins anew. */
    private static void writeConfig(Path from, Path to) {
        new RunFiles(from)
                .bytes(RunFolder.CONFIG)
                .ifPresent(it -> new RunFiles(to).writeText(RunFolder.CONFIG, new String(it, StandardCharsets.UTF_8)));
    }

    /**
     * The lock of a run. Null where the run is not there, or its folder cannot be written to, as on a disk that is read-only: then it
     * is only looked whether a process works on it.
     */
    private static @Nullable FolderLock lock(Path run) {
        requireUnused(run);
        try {
            return FolderLock.take(run, "working on this run");
        } catch (IOException e) {
            return null;
        }
    }

    /** Who compared them did so before they were locked. */
    private static void requireOvertaken(Path from, Path to) {
        if (RunFolder.holdsRun(to) && RunFolder.cyclesEnded(to) > RunFolder.cyclesEnded(from)) {
            throw new HualeException(
                    to + ": is not replaced by " + from + ", as it has come further than that; merge again");
        }
    }

    /** The copy, but for the configuration. Locks are not copied: who closes a file of theirs gives them up. */
    private static Path copied(Path from, Path to, Predicate<Path> linked) {
        Path unfinished = unfinished(to);
        Set<Path> leftOut = Stream.concat(Stream.of(RunFolder.CONFIG), FolderLock.NAMES.stream())
                .map(from::resolve)
                .collect(Collectors.toSet());
        FileTree.copy(from, unfinished, linked, leftOut::contains);
        return unfinished;
    }

    private static Path unfinished(Path run) {
        return run.resolveSibling(UnfinishedName.of(run.getFileName().toString()));
    }

    /** What is replaced is set aside first: half deleted in its place, it would be taken for somebody's files. */
    private static void replace(Path unfinished, Path to, Path replaced) {
        try {
            if (Files.exists(to)) {
                Files.move(to, replaced);
            }
            Files.move(unfinished, to);
        } catch (IOException e) {
            throw new HualeException(to + ": cannot be made: " + e.getMessage(), e);
        }
    }

    /** What copies of the run have left that were interrupted. */
    private static void deleteUnfinished(Path run) {
        Path folder = run.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return;
        }
        String name = run.getFileName().toString();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(it -> UnfinishedName.isOne(it.getFileName().toString(), name))
                    .forEach(FileTree::delete);
        } catch (IOException e) {
            throw new HualeException(folder + ": not a folder that can be read: " + e.getMessage(), e);
        }
    }

    /** What people put into a run's folder, or annotate there, is not replaced by another run. */
    private static void requireOnlyRun(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(it -> !isOfRun(it)).findFirst().ifPresent(it -> {
                throw new HualeException(it + ": is in the way of a copy of the run that has come further; move it");
            });
        } catch (IOException e) {
            throw new HualeException(folder + ": not a folder that can be read: " + e.getMessage(), e);
        }
    }

    private static boolean isOfRun(Path file) {
        String name = file.getFileName().toString();
        boolean cycle = name.startsWith(RunContents.CYCLE) && !Files.exists(file.resolve("labeled"));
        return cycle || OWN.contains(name) || FolderLock.NAMES.contains(name) || UnfinishedName.isOne(name);
    }

    private static void requireUnused(Path folder) {
        if (FolderLock.isHeld(folder)) {
            throw new HualeException(folder + ": a process works on this run; wait for it, or stop it");
        }
    }
}
