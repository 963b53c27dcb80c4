package org.huale.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.huale.cli.ExitCode;
import org.huale.cli.Program;
import org.huale.cli.RunContent;
import org.huale.loop.folder.RunFiles;
import org.huale.storage.OwnFiles;
import org.junit.jupiter.api.Test;

/** Damaged files of runs, as the program's user meets them. */
class DamagedFilesTest extends TwoCycles {
    @Test
    void whatIsDamagedIsNamedCheckedAndRepaired() throws IOException {
        Path run = begun(Program.SCRIPTED_RUN);
        succeed("check", run.toString());
        assertThat(out.toString()).contains("every file is what was written");
        Path annotations = run.resolve("cycle-0/annotations.json");
        Files.writeString(annotations, Files.readString(annotations).replaceFirst("\\d\\.0", "7.0"));
        Map<String, Object> damaged = RunContent.of(run);

        assertThat(run("check", run.toString())).isEqualTo(ExitCode.USER_INPUT);
        assertThat(out.toString())
                .contains(annotations + ": damaged", "--repair", "read again", "1 file is not what was written");
        assertThat(run("resume", run.toString(), "--cycles", "3")).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains(annotations + ": damaged", "'huale resume " + run + "' with --repair");
        assertThat(RunContent.of(run)).containsAllEntriesOf(without(damaged, "config.json"));

        succeed("resume", run.toString(), "--cycles", "3", "--repair");
        assertThat(err.toString()).contains("annotations.json: set aside as ", "cycle-1/trained.json: set aside as ");
        succeed("check", run.toString());
        assertThat(setAside(run)).hasSize(1);
        assertThat(setAside(run).get(0).resolve("cycle-0/annotations.json")).exists();
        deleteSetAside(run);
        assertThat(RunContent.of(run)).isEqualTo(RunContent.of(whole(Program.SCRIPTED_RUN)));
    }

    private static Map<String, Object> without(Map<String, Object> content, String name) {
        Map<String, Object> fewer = new TreeMap<>(content);
        fewer.remove(name);
        return fewer;
    }

    @Test
    void whoeverReadsARunDoesNotBelieveADamagedOne() throws IOException {
        Path run = begun(Program.SCRIPTED_RUN);
        Path record = run.resolve("cycle-1/cycle.json");
        Files.writeString(record, Files.readString(record).replaceFirst("\"images\" : 5", "\"images\" : 6"));
        String report = folder.resolve("report.html").toString();
        assertThat(run("report", run.toString(), "--out", report)).isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains(record + ": damaged", "--repair");
    }

    @Test
    void nobodyLabelsForADamagedRun() throws IOException {
        Path run = folder.resolve("people");
        String config = config(Program.SCRIPTED_RUN);
        assertThat(run("run", config, "oracle=inbox", "--out", run.toString())).isEqualTo(ExitCode.AWAITS_ANNOTATION);
        Path initial = run.resolve("initial.json");
        Files.writeString(initial, Files.readString(initial) + " ");
        String[] label = {"label", run.toString(), "--no-browser", "--port", "0"};
        assertThat(assertTimeoutPreemptively(Duration.ofMinutes(5), () -> run(label)))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains(initial + ": damaged", "--repair");

        Files.delete(run.resolve("config.json")); // or it would be taken for a folder of images
        assertThat(assertTimeoutPreemptively(Duration.ofMinutes(5), () -> run(label)))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("config.json: is missing (the configuration)");
    }

    /** As of a process that died when it had noted what the configuration is to hold, and had not yet written it. */
    @Test
    void aRunThatIsHalfBegunIsGoneOnWith() throws IOException {
        Path run = begun(Program.SCRIPTED_RUN);
        Path labeled = halfBegun(run, "labeled");
        String[] label = {"label", labeled.toString(), "--no-browser", "--port", "0"};
        assertThat(assertTimeoutPreemptively(Duration.ofMinutes(5), () -> run(label)))
                .isEqualTo(ExitCode.USER_INPUT);
        assertThat(err.toString()).contains("nobody is asked in this run");
        assertThat(labeled.resolve("config.json")).hasSameBinaryContentAs(run.resolve("config.json"));

        Path resumed = halfBegun(run, "resumed");
        succeed("resume", resumed.toString());
        assertThat(RunContent.of(resumed)).isEqualTo(RunContent.of(run));
    }

    private Path halfBegun(Path run, String name) throws IOException {
        Path half = folder.resolve(name);
        RunFiles files = new RunFiles(half);
        new OwnFiles(half, OwnFiles.RUN).adopt(List.of("config.json"));
        for (String file : List.of("provenance.json", "config.json")) {
            files.writeText(file, Files.readString(run.resolve(file)));
        }
        Files.delete(half.resolve("config.json"));
        return half;
    }

    @Test
    void aConfigurationThatIsGoneComesBack() throws IOException {
        Path run = begun(Program.SCRIPTED_RUN);
        String config = Files.readString(run.resolve("config.json"));
        Files.delete(run.resolve("config.json"));
        for (String[] command : new String[][] {
            {"resume", run.toString()},
            {"report", run.toString(), "--out", folder.resolve("r.html").toString()}
        }) {
            assertThat(run(command)).isEqualTo(ExitCode.USER_INPUT);
            assertThat(err.toString()).contains("config.json: damaged: it is missing", "--repair");
        }
        succeed("resume", run.toString(), "--repair");
        assertThat(run.resolve("config.json")).content().isEqualTo(config);
    }
}
