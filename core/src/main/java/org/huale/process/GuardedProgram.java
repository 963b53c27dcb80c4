package org.huale.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.huale.detect.training.StoppedException;
import org.huale.problem.HualeException;

/**
 * A program that this one waits for. It has no input; what it says goes to the end of a file. It and all that it started end
 * with this process, however that ends.
 *
 * @param name of it in messages
 * @param words program and arguments, given to it as they are, by no shell
 * @param folder that it works in
 * @param environment variables beside those of this process
 * @param log to which its output and its errors are appended
 * @param limit after which it is ended; zero for none
 */
public record GuardedProgram(
        String name, List<String> words, Path folder, Map<String, String> environment, Path log, Duration limit) {
    private static final long GLANCE_MILLIS = 100;
    private static final int SIGNALS = 128;
    private static final int LAST_SIGNAL = 64;

    public GuardedProgram {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    /**
     * Runs it to its end.
     *
     * @param stop asked several times a second; where it is true the program is ended
     * @throws HualeException with the last that it said, where it cannot be started, ends with another code than 0 or does not
     *     end in time
     * @throws StoppedException where it was ended on request
     */
    public void run(BooleanSupplier stop) {
        ProgramLog said = ProgramLog.begun(log, words);
        Process process = start();
        try {
            await(process, stop, said);
        } finally {
            if (process.isAlive()) {
                ProcessTree.end(process.toHandle());
            }
        }
        requireWell(process.exitValue(), stop, said);
    }

    private void requireWell(int code, BooleanSupplier stop, ProgramLog said) {
        if (code == 0) {
            return;
        }
        if (stop.getAsBoolean()) {
            throw new StoppedException(); // Ctrl-C reaches the program too, which may end before `stop` is asked
        }
        throw new HualeException(name + ": " + words.get(0) + " " + how(code) + said.lastWords());
    }

    private Process start() {
        ProcessBuilder builder = new ProcessBuilder(ProgramGuard.guarded(words))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new HualeException(name + ": cannot be started in " + folder + ": " + e.getMessage(), e);
        }
    }

    private void await(Process process, BooleanSupplier stop, ProgramLog said) {
        long began = System.nanoTime();
        while (!ended(process)) {
            if (stop.getAsBoolean()) {
                throw new StoppedException();
            }
            if (!limit.isZero() && System.nanoTime() - began > limit.toNanos()) {
                ProcessTree.end(process.toHandle());
                throw new HualeException(name + ": was ended because it took longer than " + limit.toSeconds() + " s"
                        + said.lastWords());
            }
        }
    }

    private static boolean ended(Process process) {
        try {
            return process.waitFor(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException();
        }
    }

    /** A program may end with any code of its own; on Windows nothing is ended by a signal. */
    static String how(int code) {
        if (code == ProgramGuard.NOT_STARTED) {
            return "could not be started, or something that it started could not (exit code 127)";
        }
        boolean signal = code > SIGNALS && code <= SIGNALS + LAST_SIGNAL && File.separatorChar != '\\';
        return signal
                ? "was ended by signal " + (code - SIGNALS) + " (exit code " + code + ")"
                : "ended with exit code " + code;
    }
}
