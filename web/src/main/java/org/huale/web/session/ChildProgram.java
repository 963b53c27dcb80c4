package org.huale.web.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.huale.detect.training.StopSignal;
import org.huale.process.ChildProcess;

/**
 * Starts a JVM of its own for each command, which ends when this one does.
 *
 * @param main class of the program
 * @param own system properties that children do not inherit
 * @param log file that gets what they say
 * @param stop raised where this process is asked to end
 */
public record ChildProgram(String main, Set<String> own, Path log, StopSignal stop) implements RunProgram {
    private static final long SECONDS_TO_SAVE = 110;

    @Override
    public Working start(List<String> words) {
        List<String> command = new ArrayList<>(List.of(main));
        command.addAll(words);
        return new Child(ChildProcess.start(command, own, log));
    }

    @Override
    public boolean isEnding() {
        return stop.raised();
    }

    private record Child(ChildProcess process) implements Working {
        @Override
        public boolean isAlive() {
            return process.isAlive();
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
                process.awaitEnd(SECONDS_TO_SAVE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
