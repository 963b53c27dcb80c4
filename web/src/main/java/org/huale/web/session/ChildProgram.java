package org.huale.web.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.huale.app.annotate.WatchProgram;
import org.huale.app.process.Termination;
import org.huale.detect.training.StopSignal;
import org.huale.process.ChildProcess;

/**
 * Starts a JVM of its own for each command, which ends when this one does.
 *
 * @param main class of the program
 * @param own system properties that children do not inherit
 * @param endings what the program's exit codes mean
 * @param log file that gets what they say
 * @param stop raised where this process is asked to end
 */
public record ChildProgram(
        String main, Set<String> own, IntFunction<WatchProgram.Ending> endings, Path log, StopSignal stop)
        implements RunProgram {

    @Override
    public Working start(List<String> words) {
        List<String> command = new ArrayList<>(List.of(main));
        command.addAll(words);
        return new Child(ChildProcess.start(command, own, log), endings);
    }

    @Override
    public boolean isEnding() {
        return stop.raised();
    }

    private record Child(ChildProcess process, IntFunction<WatchProgram.Ending> endings) implements Working {
        @Override
        public boolean isAlive() {
            return process.isAlive();
        }

        @Override
        public WatchProgram.Ending ending() {
            return endings.apply(exitCode());
        }

        @Override
        public boolean wasStopped() {
            return process.wasStopped();
        }

        @Override
        public int exitCode() {
            return process.exitCode();
        }

        @Override
        public String lastWords() {
            return process.lastWords();
        }

        @Override
        public void stop() {
            process.stop();
            try {
                process.awaitEnd(Termination.SECONDS_FOR_OTHERS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
