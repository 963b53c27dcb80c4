package org.huale.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.huale.cli.ExitCode;
import org.huale.cli.ProgramTest;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeCommandTest extends ProgramTest {
    @TempDir
    private Path folder;

    /** The trainings are processes of their own, which know the run's folder alone. */
    @ParameterizedTest
    @ValueSource(strings = {"--cycles 9", "--plateau 0", "--json"})
    void whatAWatchWouldPassOverIsRefused(String option) {
        List<String> command = new ArrayList<>(List.of("resume", folder.toString(), "--watch"));
        command.addAll(List.of(option.split(" ")));
        assertThat(run(command.toArray(String[]::new))).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains(command.get(3) + " cannot be used with --watch");
    }
}
