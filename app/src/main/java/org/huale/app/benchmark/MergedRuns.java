package org.huale.app.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.huale.app.run.FrozenRun;
import org.huale.app.run.RunWalk;
import org.huale.loop.folder.RunCopy;
import org.huale.loop.folder.RunFolder;
import org.huale.problem.HualeException;
import org.huale.provenance.Arithmetic;
import org.huale.storage.FileFaults;
import org.huale.storage.FolderLock;

/** Runs of several folders, of which each is taken from where it has come furthest. */
public final class MergedRuns {
    private final Path out;
    private final Map<Path, Path> sources = new TreeMap<>();
    private final List<Path> found = new ArrayList<>();

    private MergedRuns(Path out) {
        this.out = out;
    }

    /**
     * Looks at all runs and copies nothing yet.
     *
     * @throws HualeException listing the runs that differ between folders, folders without runs, and those that are runs themselves
     */
    public static MergedRuns of(Path out, List<Path> folders) {
        requireNone(Stream.concat(Stream.of(out), folders.stream())
                .filter(RunFolder::holdsRun)
                .map(it -> it + ": is a run itself; name the folder that it lies in")
                .toList());
        MergedRuns merged = new MergedRuns(out);
        List<String> problems = new ArrayList<>();
        if (Files.isDirectory(out)) {
            runs(out).forEach(run -> {
                merged.sources.put(run, out);
                merged.found.add(out.resolve(run));
            });
        }
        for (Path folder : folders) {
            if (!Files.isDirectory(folder) || runs(folder).isEmpty()) {
                problems.add(folder + ": holds no runs");
            } else {
                runs(folder).forEach(run -> merged.add(run, folder, problems));
            }
        }
        requireNone(problems);
        return merged;
    }

    private static void requireNone(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new HualeException(String.join(System.lineSeparator(), problems));
        }
    }

    private void add(Path run, Path folder, List<String> problems) {
        found.add(folder.resolve(run));
        Path known = sources.putIfAbsent(run, folder);
        if (known == null) {
            return;
        }
        List<String> differences =
                RunCopy.differences(known.resolve(run), folder.resolve(run), it -> new FrozenRun(it).json());
        differences.forEach(it -> problems.add(run + ": differs between " + known + " and " + folder + ": " + it));
        if (differences.isEmpty()
                && RunFolder.cyclesEnded(folder.resolve(run)) > RunFolder.cyclesEnded(known.resolve(run))) {
            sources.put(run, folder);
        }
    }

    /** Where the runs were computed by different arithmetic, a line that says so. */
    public Optional<String> notice() {
        return Arithmetic.noticeOfMixture(
                out,
                found.stream().flatMap(run -> RunFolder.processes(run).stream()).toList());
    }

    /** Runs that are taken from another folder. */
    public int copied() {
        return (int) sources.values().stream().filter(it -> !it.equals(out)).count();
    }

    /** Runs that stay as they are in the folder for all. */
    public int kept() {
        return sources.size() - copied();
    }

    /**
     * Each run appears whole or not at all; one that another has overtaken is replaced.
     *
     * @throws HualeException where another process merges into the same folder: each would take the other's half copies for left over;
     *     or where a run is in the way that was not compared
     */
    @SuppressWarnings("try") // the lock acts by being held
    public void copy() {
        try (FolderLock alone = lock()) {
            sources.forEach(this::requireCompared);
            sources.forEach((run, folder) -> {
                if (!folder.equals(out)) {
                    RunCopy.copy(folder.resolve(run), out.resolve(run));
                }
            });
        }
    }

    /** One that a link leads to is not found, and one may have come meanwhile; either may have come further than its copy. */
    private void requireCompared(Path run, Path folder) {
        Path there = out.resolve(run);
        if (RunFolder.holdsRun(there) && !found.contains(there)) {
            throw new HualeException(there + ": is not replaced by " + folder.resolve(run)
                    + ", as it was not compared with it: a link leads to it, or it came meanwhile. Put the folder itself"
                    + " there, or merge again");
        }
    }

    private FolderLock lock() {
        try {
            if (!Files.isDirectory(out)) { // which a link to one is, too
                Files.createDirectories(out);
            }
            return FolderLock.take(out, "merging runs into it");
        } catch (IOException e) {
            throw new HualeException(out + ": cannot be used: " + FileFaults.reason(e), e);
        }
    }

    /** Of a benchmark's folder, first cycles included, relative to it; a link may lead to the folder. */
    private static List<Path> runs(Path folder) {
        try {
            Path real = folder.toRealPath();
            return RunWalk.ofAll().below(real).stream().map(real::relativize).toList();
        } catch (IOException e) {
            throw new HualeException(folder + ": cannot be searched for runs: " + FileFaults.reason(e), e);
        }
    }
}
