package org.huale.app.benchmark;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.huale.loop.folder.RunFolder;
import org.huale.problem.HualeException;
import org.huale.storage.OwnFiles;

/** The folder of a benchmark: the runs, each of which marks its own folder, and what the workers read and say. */
public record BenchmarkFolder(Path path) {
    private static final String LOGS = "logs";

    /** Folder of what the workers read and say. */
    public Path logs() {
        return path.resolve(LOGS);
    }

    /**
     * Makes HUALE's what the workers will write, the reports left out, which have a mark of their own. Several benchmarks may
     * begin in the folder at once.
     *
     * @throws HualeException where one of the files is there and is none of a benchmark; nothing is then changed
     */
    public void claim(List<BenchmarkJob> jobs) {
        OwnFiles own = new OwnFiles(path, "benchmark");
        List<String> names = jobs.stream()
                .map(BenchmarkJob::name)
                .flatMap(it -> Stream.of(LOGS + "/" + it + ".log", LOGS + "/" + it + ".json"))
                .toList();
        boolean begunEarlier = jobs.stream().anyMatch(it -> RunFolder.holdsRun(it.folder()));
        if (!own.isMarked() && begunEarlier) { // by a version without marks
            own.adoptShared(names);
        }
        own.claimShared(names);
    }
}
