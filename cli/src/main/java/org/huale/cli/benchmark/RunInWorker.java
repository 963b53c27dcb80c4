package org.huale.cli.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.huale.app.benchmark.WorkerProgram;
import org.huale.cli.Main;
import org.huale.cli.progress.ProgressReporter;

/** {@code huale run} in a process of its own. */
final class RunInWorker implements WorkerProgram {

    @Override
    public List<String> command(Path config, Path folder, Optional<Path> first) {
        List<String> command = new ArrayList<>(
                List.of(Main.class.getName(), "run", config.toString(), "--resume", "--out", folder.toString()));
        first.ifPresent(run -> command.addAll(List.of("--first-cycle", run.toString())));
        return command;
    }

    @Override
    public Set<String> ownProperties() {
        return ProgressReporter.OWN_PROPERTIES;
    }
}
