package org.huale.app.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.huale.config.ConfigJson;
import org.huale.problem.HualeException;
import org.huale.storage.WholeFile;

/**
 * What is run for a run of a benchmark.
 *
 * @param logs folder for what is said, and for the configurations that are read
 * @param program that works on runs
 */
public record CellCommand(Path logs, WorkerProgram program) {
    static final String LOG = ".log";
    static final String CONFIG = ".json";

    /** Main class and words, once the configuration that they name is written. */
    List<String> words(BenchmarkJob job) {
        Path config = file(job, CONFIG);
        try {
            Files.createDirectories(config.resolveSibling(""));
        } catch (IOException e) {
            throw new HualeException(config + ": cannot be written: " + e.getMessage(), e);
        }
        WholeFile.writeText(config, ConfigJson.write(job.config()));
        Optional<Path> first =
                Optional.ofNullable(job.first()).filter(BenchmarkJob::isDone).map(BenchmarkJob::folder);
        return program.command(config, job.folder(), first);
    }

    Path log(BenchmarkJob job) {
        return file(job, LOG);
    }

    /** A file of a run among the logs. */
    Path file(BenchmarkJob job, String ending) {
        return logs.resolve(job.name() + ending);
    }
}
