package org.huale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.huale.cli.demo.DemoFolder;
import org.huale.cli.progress.ProgressReporter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class VerbosityTest {
    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

    private final Level before = ROOT.getLevel();

    @TempDir
    private Path folder;

    @AfterEach
    void restore() {
        ROOT.setLevel(before);
        System.clearProperty(ProgressReporter.QUIET_PROPERTY);
    }

    @ParameterizedTest
    @CsvSource({"-q, WARN", "--quiet, WARN", "-v, DEBUG", "--debug, TRACE"})
    void holdsForLoggersThatExistedBefore(String option, String level) {
        Logger existed = (Logger) LoggerFactory.getLogger("org.huale.existed");
        Program.run(new StringWriter(), new StringWriter(), "schema", "run", option);
        assertThat(existed.getEffectiveLevel()).isEqualTo(Level.valueOf(level));
    }

    /** A command may run others of the program within itself. */
    @ParameterizedTest
    @CsvSource({"-q, WARN", "-v, DEBUG", "--debug, TRACE"})
    void holdsForCommandsWithinCommands(String option, String level) throws IOException {
        Path demo = folder.resolve("demo");
        new DemoFolder(demo).prepare();
        Files.createFile(demo.resolve("data")); // so that drawing ends at once
        StringWriter said = new StringWriter();
        for (List<String> command : List.of(
                List.of("demo", demo.toString(), option),
                List.of("benchmark", "report", folder.resolve("none").toString(), option))) {
            assertThat(Program.run(new StringWriter(), said, command.toArray(String[]::new)))
                    .isEqualTo(ExitCode.USER_INPUT);
            assertThat(ROOT.getLevel()).isEqualTo(Level.valueOf(level));
            assertThat(ProgressReporter.isQuiet()).isEqualTo(option.equals("-q"));
        }
        assertThat(said.toString().split("HualeException", -1).length > 3)
                .as("stack traces of both")
                .isEqualTo(option.equals("--debug"));
    }
}
