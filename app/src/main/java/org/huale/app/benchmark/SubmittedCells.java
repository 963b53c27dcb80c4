package org.huale.app.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.huale.problem.HualeException;
import org.huale.process.JavaProgram;
import org.huale.process.LastLine;
import org.huale.storage.InputFile;
import org.huale.storage.WholeFile;

/**
 * Hands runs to a command of the user's, such as that of a cluster's queue. For each run there is a script beside its log,
 * which works on it and then writes its exit code into a file; the command may return before the script begins, or when it has
 * ended. When the benchmark stops, what was handed over by a command that has returned goes on; a command that is still running
 * is asked to end, with what it has started.
 *
 * @param submit words for a shell, with {@link #CELL} where the file of the script goes
 */
public record SubmittedCells(CellCommand command, String submit) implements CellExecutor {
    /** What stands in the command for the script. */
    public static final String CELL = "{cell}";

    static final String SCRIPT = ".sh";
    private static final String STATUS = ".status";

    /** A status until it is whole. */
    private static final String UNFINISHED = ".new";

    /** Of what a run is handed over with. */
    static final List<String> ENDINGS = List.of(SCRIPT, STATUS, STATUS + UNFINISHED);

    private static final String SCRIPT_BEGINS = "#!/bin/sh\ncd '";
    private static final String SCRIPT_ENDS = "\ncode=$?\necho $code > '";

    /** @throws HualeException where the script has no place in the command */
    public SubmittedCells {
        if (!submit.contains(CELL)) {
            throw new HualeException("--submit must hold " + CELL + ", where the script of a run goes, such as 'sbatch "
                    + CELL + "', got " + submit);
        }
    }

    @Override
    public Worker start(BenchmarkJob job) {
        Path status = command.file(job, STATUS).toAbsolutePath();
        Path log = command.log(job).toAbsolutePath();
        Path script = script(job, status, log);
        try {
            Files.deleteIfExists(status);
            Process process = new ProcessBuilder("/bin/sh", "-c", submit.replace(CELL, quoted(script.toString())))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            process.getOutputStream().close();
            return new Submitted(process, status, log);
        } catch (IOException e) {
            throw new HualeException(log + ": " + submit + " cannot be started: " + e.getMessage(), e);
        }
    }

    private Path script(BenchmarkJob job, Path status, Path log) {
        List<String> words =
                JavaProgram.command(command.words(job), command.program().ownProperties());
        Path script = command.file(job, SCRIPT).toAbsolutePath();
        WholeFile.writeText(script, text(words, status, log));
        try {
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new HualeException(script + ": cannot be written: " + e.getMessage(), e);
        }
        return script;
    }

    /** As {@link #isScript} knows it. */
    private static String text(List<String> words, Path status, Path log) {
        return String.format(
                Locale.ROOT,
                """
                #!/bin/sh
                cd %1$s || exit 1
                %2$s >> %3$s 2>&1
                code=$?
                echo $code > %4$s%5$s && mv %4$s%5$s %4$s
                exit $code
                """,
                quoted(Path.of("").toAbsolutePath().toString()),
                words.stream().map(SubmittedCells::quoted).collect(Collectors.joining(" ")),
                quoted(log.toString()),
                quoted(status.toString()),
                UNFINISHED);
    }

    /** Whether a file is such a script, as far as its form tells. */
    static boolean isScript(Path file) {
        try {
            String text = InputFile.text(file);
            return text.startsWith(SCRIPT_BEGINS) && text.contains(SCRIPT_ENDS);
        } catch (IOException e) {
            return false; // which is then somebody's
        }
    }

    /** One word for a POSIX shell. */
    static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /** Done when the script has left its exit code; failed when it has not been handed over. */
    private record Submitted(Process submission, Path status, Path log) implements Worker {

        @Override
        public boolean isAlive() {
            return !Files.exists(status) && (submission.isAlive() || submission.exitValue() == 0);
        }

        @Override
        public int exitCode() {
            try {
                return Files.exists(status)
                        ? Integer.parseInt(InputFile.text(status).strip())
                        : submission.exitValue();
            } catch (IOException | NumberFormatException e) {
                throw new HualeException(status + ": holds no exit code: " + e.getMessage(), e);
            }
        }

        @Override
        public boolean wasStopped() {
            return false;
        }

        @Override
        public String lastWords() {
            return LastLine.of(log);
        }

        @Override
        public void stop() {
            submission.descendants().forEach(ProcessHandle::destroy);
            submission.destroy();
        }

        @Override
        public boolean awaitEnd(long seconds) {
            return true;
        }
    }
}
