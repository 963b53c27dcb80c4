package org.huale.web.session;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.huale.app.benchmark.WorkerProcess;
import org.huale.problem.HualeException;

/**
 * Starts a JVM for each command, which ends when this one does.
 *
 * @param main class of the program
 * @param log file that gets what it says
 */
public record ChildProgram(String main, Path log) implements RunProgram {
    private static final int SECONDS_TO_SAVE = 60;

    @Override
    public Working start(List<String> words) {
        List<String> command = new ArrayList<>(List.of(java()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-javaagent") && !option.startsWith("-agent"))
                .forEach(command::add);
        command.addAll(List.of(
                "-D" + WorkerProcess.PROPERTY + "=true", "-cp", System.getProperty("java.class.path"), main));
        command.addAll(words);
        try {
            return new Child(
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .start(),
                    log);
        } catch (IOException e) {
            throw new HualeException(log + ": a process for the run cannot be started: " + e.getMessage(), e);
        }
    }

    private static String java() {
        return ProcessHandle.current()
                .info()
                .command()
                .orElseGet(() -> System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    }

    private record Child(Process process, Path log) implements Working {
        @Override
        public boolean isAlive() {
            return process.isAlive();
        }

        @Override
        public int exitCode() {
            return process.exitValue();
        }

        @Override
        public String lastWords() {
            try {
                List<String> lines =
                        Files.readAllLines(log).stream().filter(it -> !it.isBlank()).toList();
                return lines.isEmpty() ? "" : lines.get(lines.size() - 1).strip();
            } catch (IOException e) {
                return "";
            }
        }

        @Override
        public void stop() {
            process.destroy();
            try {
                if (!process.waitFor(SECONDS_TO_SAVE, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
