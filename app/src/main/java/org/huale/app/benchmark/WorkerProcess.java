package org.huale.app.benchmark;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.huale.config.ConfigJson;
import org.huale.problem.HualeException;

/** A JVM of its own that works on one run of a benchmark, and ends when this process ends. */
public final class WorkerProcess {
    /** Set in workers: the end of their standard input means that nobody waits for them any more. */
    public static final String PROPERTY = "huale.worker";

    /** Exit status of a process that ended on Ctrl-C, and on SIGTERM. */
    private static final Set<Integer> STOPPED = Set.of(130, 143);

    private final Process process;
    private final Path log;

    private WorkerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** @param logs folder for what the worker says, and for the configuration that it reads */
    static WorkerProcess start(BenchmarkJob job, Path logs, WorkerProgram program) {
        Path log = logs.resolve(job.name() + ".log");
        Path config = logs.resolve(job.name() + ".json");
        try {
            Files.createDirectories(log.getParent());
            Files.writeString(config, ConfigJson.write(job.config()));
            Process process = new ProcessBuilder(command(job, config, program))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new WorkerProcess(process, log);
        } catch (IOException e) {
            throw new HualeException(log + ": a process for this run cannot be started: " + e.getMessage(), e);
        }
    }

    private static List<String> command(BenchmarkJob job, Path config, WorkerProgram program) {
        List<String> command = new ArrayList<>(List.of(java()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> isPassedOn(option, program))
                .forEach(command::add);
        command.addAll(List.of("-D" + PROPERTY + "=true", "-cp", System.getProperty("java.class.path")));
        Optional<Path> first =
                Optional.ofNullable(job.first()).filter(BenchmarkJob::isDone).map(BenchmarkJob::folder);
        command.addAll(program.command(config, job.folder(), first));
        return command;
    }

    /** Agents listen on ports and write files that a second process must not use. */
    private static boolean isPassedOn(String option, WorkerProgram program) {
        return !option.startsWith("-javaagent")
                && !option.startsWith("-agent")
                && !option.startsWith("-Xrunjdwp")
                && program.ownProperties().stream().noneMatch(it -> option.startsWith("-D" + it));
    }

    private static String java() {
        return ProcessHandle.current()
                .info()
                .command()
                .orElseGet(() -> System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    }

    Path log() {
        return log;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Of a worker that has ended. */
    int exitCode() {
        return process.exitValue();
    }

    boolean wasStopped() {
        return STOPPED.contains(exitCode());
    }

    /** Asks it to save and end. */
    void stop() {
        process.destroy();
    }

    /** Whether it ended in time. */
    boolean awaitEnd(long seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    /** The last line that it said, for a message. */
    String lastWords() {
        try {
            List<String> lines =
                    Files.readAllLines(log).stream().filter(it -> !it.isBlank()).toList();
            return lines.isEmpty() ? "" : lines.get(lines.size() - 1).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
