package org.huale.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.huale.problem.HualeException;

/** A JVM of its own that runs this program with other words, says everything into a file, and ends when this process ends. */
public final class ChildProcess {
    /** Set in children: the end of their standard input means that nobody waits for them any more. */
    public static final String PROPERTY = "huale.worker";

    /** Exit status of a process that ended on Ctrl-C, and on SIGTERM. */
    private static final Set<Integer> STOPPED = Set.of(130, 143);

    private final Process process;
    private final Path log;

    ChildProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * @param words main class and arguments
     * @param own system properties of this process that children do not inherit
     * @param log to which what it says is appended
     * @throws HualeException where it cannot be started
     */
    public static ChildProcess start(List<String> words, Set<String> own, Path log) {
        try {
            Files.createDirectories(log.toAbsolutePath().resolveSibling(""));
            Process process = new ProcessBuilder(command(words, own))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new ChildProcess(process, log);
        } catch (IOException e) {
            throw new HualeException(log + ": a process for this run cannot be started: " + e.getMessage(), e);
        }
    }

    private static List<String> command(List<String> words, Set<String> own) {
        List<String> command = JavaProgram.command(words, own);
        command.add(1, "-D" + PROPERTY + "=true");
        return command;
    }

    /**
     * Called in a child: does something when its standard input ends, for then the process that waits for it is gone, however
     * it went.
     */
    public static void whenNobodyWaits(Runnable end) {
        Thread thread = new Thread(
                () -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        // as good as an end
                    }
                    end.run();
                },
                "huale-end-with-input");
        thread.setDaemon(true);
        thread.start();
    }

    public Path log() {
        return log;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Of a process that has ended. */
    public int exitCode() {
        return process.exitValue();
    }

    public boolean wasStopped() {
        return STOPPED.contains(exitCode());
    }

    /** Asks it to save and end: by a signal, and where the system has none by the end of its input. */
    public void stop() {
        if (process.supportsNormalTermination()) {
            process.destroy();
            return;
        }
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            return; // it has ended, or its input has
        }
    }

    /** Ends it at once, with what it has not saved. */
    public void kill() {
        process.destroyForcibly();
    }

    /** Whether it ended in time. */
    public boolean awaitEnd(long seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    /** The last line that it said, for a message. */
    public String lastWords() {
        return LastLine.of(log);
    }
}
