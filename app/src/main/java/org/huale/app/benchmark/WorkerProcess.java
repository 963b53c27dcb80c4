package org.huale.app.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.huale.process.ChildProcess;
import org.huale.config.ConfigJson;
import org.huale.problem.HualeException;

/** A process of its own that works on one run of a benchmark. */
final class WorkerProcess {
    private WorkerProcess() {}

    /** @param logs folder for what the worker says, and for the configuration that it reads */
    static ChildProcess start(BenchmarkJob job, Path logs, WorkerProgram program) {
        Path log = logs.resolve(job.name() + ".log");
        Path config = logs.resolve(job.name() + ".json");
        try {
            Files.createDirectories(config.resolveSibling(""));
            Files.writeString(config, ConfigJson.write(job.config()));
        } catch (IOException e) {
            throw new HualeException(config + ": cannot be written: " + e.getMessage(), e);
        }
        Optional<Path> first =
                Optional.ofNullable(job.first()).filter(BenchmarkJob::isDone).map(BenchmarkJob::folder);
        return ChildProcess.start(program.command(config, job.folder(), first), program.ownProperties(), log);
    }
}
