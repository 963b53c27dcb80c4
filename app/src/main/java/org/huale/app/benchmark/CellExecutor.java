package org.huale.app.benchmark;

import java.nio.file.Path;
import org.huale.process.ChildProcess;

/** Has runs of a benchmark worked on, each in a process of its own. */
public sealed interface CellExecutor permits CellExecutor.Here, SubmittedCells {

    /** Begins to work on a run, or goes on with it. */
    Worker start(BenchmarkJob job);

    /** On this machine, by processes that end with this one. */
    record Here(CellCommand command) implements CellExecutor {

        @Override
        public Worker start(BenchmarkJob job) {
            return new Child(
                    ChildProcess.start(command.words(job), command.program().ownProperties(), command.log(job)));
        }
    }

    /** A process that ends with this one. */
    record Child(ChildProcess process) implements Worker {

        @Override
        public boolean isAlive() {
            return process.isAlive();
        }

        @Override
        public int exitCode() {
            return process.exitCode();
        }

        @Override
        public boolean wasStopped() {
            return process.wasStopped();
        }

        @Override
        public String lastWords() {
            return process.lastWords();
        }

        @Override
        public Path log() {
            return process.log();
        }

        @Override
        public void stop() {
            process.stop();
        }

        @Override
        public boolean awaitEnd(long seconds) throws InterruptedException {
            return process.awaitEnd(seconds);
        }
    }
}
