package org.huale.cli.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.huale.cli.ExitCode;
import org.huale.cli.Program;
import org.huale.cli.ProgramTest;
import org.huale.soak.Soak;
import org.huale.storage.FileTree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs that follow each other in one process leave nothing behind in it. */
@Tag("slow")
@EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc")
class SoakTest extends ProgramTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void draw() {
        Program.drawTinySet(folder.resolve("set"), 12);
    }

    private String config(String name, String run) throws IOException {
        return Files.writeString(folder.resolve(name), run + Program.data(folder.resolve("set")))
                .toString();
    }

    /** Many small steps: training, evaluation, selection, annotation by people, resuming, repairing and reporting. */
    @Test
    void madeUpDetectors() throws Exception {
        String config = config("scripted.yaml", Program.SCRIPTED_RUN);
        Soak.run("made-up detectors", step -> {
            Path out = folder.resolve("run-" + step);
            quietly("run", config, "seed=" + step, "--out", out.toString());
            quietly("resume", out.toString(), "--cycles", "3");
            quietly("resume", out.toString(), "--repair");
            quietly(
                    "report",
                    out.toString(),
                    "--out",
                    out.resolve("page/report.html").toString());
            waits(config, folder.resolve("people-" + step));
            FileTree.delete(out);
        });
    }

    private void waits(String config, Path out) {
        err.getBuffer().setLength(0);
        assertThat(run("run", config, "oracle=inbox", "--out", out.toString()))
                .as(err::toString)
                .isEqualTo(ExitCode.AWAITS_ANNOTATION);
        FileTree.delete(out);
    }

    @Test
    void aNetwork() throws Exception {
        String config =
                config("network.yaml", Program.TINY_RUN + "cycles: 2\ntraining: {recipe: torchvision, epochs: 1}\n");
        Soak.run("a network", step -> {
            Path out = folder.resolve("run-" + step);
            quietly("run", config, "seed=" + step, "strategy=entropy", "--out", out.toString());
            FileTree.delete(out);
        });
    }

    private void quietly(String... words) {
        err.getBuffer().setLength(0);
        succeed(words);
    }
}
