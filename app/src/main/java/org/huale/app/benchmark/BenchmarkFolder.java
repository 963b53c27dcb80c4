package org.huale.app.benchmark;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.huale.loop.folder.RunFolder;
import org.huale.problem.HualeException;
import org.huale.storage.OwnFiles;

/** The folder of a benchmark: the runs, each of which marks its own folder, and what the workers read and say. */
public record BenchmarkFolder(Path path) {
    private static final String LOGS = "logs";

    /** Of what the workers read and say. */
    private static final List<String> ENDINGS = List.of(CellCommand.LOG, CellCommand.CONFIG);

    /** Folder of what the workers read and say. */
    public Path logs() {
        return path.resolve(LOGS);
    }

    /**
     * Makes HUALE's what the workers will write, the reports left out, which have a mark of their own. Several benchmarks may
     * begin in the folder at once.
     *
     * @throws HualeException where one of the files is there and is none of a benchmark, or is a link; nothing is then changed
     */
    public void claim(List<BenchmarkJob> jobs) {
        OwnFiles own = new OwnFiles(path, "benchmark");
        List<String> names = jobs.stream().flatMap(BenchmarkFolder::names).toList();
        boolean begunEarlier = jobs.stream().anyMatch(it -> RunFolder.holdsRun(it.folder()));
        if (own.isMarked()) {
            adoptScripts(own, jobs);
        } else if (begunEarlier) { // by a version without marks
            own.adoptShared(names);
        }
        own.claimShared(names);
    }

    private static Stream<String> names(BenchmarkJob job) {
        return Stream.concat(ENDINGS.stream(), SubmittedCells.ENDINGS.stream()).map(ending -> name(job, ending));
    }

    private static String name(BenchmarkJob job, String ending) {
        return LOGS + "/" + job.name() + ending;
    }

    /** Earlier versions did not note what runs are handed over with. */
    private void adoptScripts(OwnFiles own, List<BenchmarkJob> jobs) {
        SortedSet<String> held = own.held();
        own.adoptShared(jobs.stream()
                .filter(it -> held.contains(name(it, CellCommand.CONFIG)))
                .filter(it -> !held.contains(name(it, SubmittedCells.SCRIPT)))
                .filter(it -> SubmittedCells.isScript(path.resolve(name(it, SubmittedCells.SCRIPT))))
                .flatMap(it -> SubmittedCells.ENDINGS.stream().map(ending -> name(it, ending)))
                .toList());
    }
}
