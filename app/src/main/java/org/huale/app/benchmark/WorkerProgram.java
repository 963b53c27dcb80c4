package org.huale.app.benchmark;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The program that works on one run of a benchmark in a process of its own. */
public interface WorkerProgram {

    /**
     * Main class and words of the command that begins or goes on with a run.
     *
     * @param config file of the run's configuration, as JSON
     * @param folder of the run
     * @param first folder of the run whose first cycle is taken over
     */
    List<String> command(Path config, Path folder, Optional<Path> first);

    /** System properties of this process that its workers do not inherit. */
    Set<String> ownProperties();
}
