package org.huale.app.process;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.huale.problem.HualeException;
import org.huale.process.JavaProgram;
import org.huale.storage.InputFile;

/** A JVM of its own that runs this program with other words, says everything into a file, and ends when this process ends. */
public final class ChildProcess {
    /** Set in children: the end of their standard input means that nobody waits for them any more. */
    public static final String PROPERTY = "huale.worker";

    private static final int MOST_BYTES = 1 << 14; // for the last line of what it said

    /** Exit status of a process that ended on Ctrl-C, and on SIGTERM. */
    private static final Set<Integer> STOPPED = Set.of(130, 143);

    private final Process process;
    private final Path log;

    private ChildProcess(Process process, Path log) {
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
        List<String> command = new ArrayList<>(List.of(JavaProgram.path()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> isPassedOn(option, own))
                .forEach(command::add);
        command.addAll(List.of("-D" + PROPERTY + "=true", "-cp", System.getProperty("java.class.path")));
        command.addAll(words);
        return command;
    }

    /** Agents listen on ports and write files that a second process must not use. */
    private static boolean isPassedOn(String option, Set<String> own) {
        return !option.startsWith("-javaagent")
                && !option.startsWith("-agent")
                && !option.startsWith("-Xrunjdwp")
                && own.stream().noneMatch(it -> option.startsWith("-D" + it));
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

    /** Asks it to save and end. */
    public void stop() {
        process.destroy();
    }

    /** Whether it ended in time. */
    public boolean awaitEnd(long seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    /** The last line that it said, for a message. */
    public String lastWords() {
        try {
            List<String> lines = InputFile.end(log, 0, MOST_BYTES)
                    .lines()
                    .filter(it -> !it.isBlank())
                    .toList();
            return lines.isEmpty() ? "" : lines.get(lines.size() - 1).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
