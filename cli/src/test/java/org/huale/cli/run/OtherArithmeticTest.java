package org.huale.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.huale.cli.Program;
import org.huale.cli.ProgramTest;
import org.huale.storage.Checksums;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work of another machine, made by changing what provenances say of the instruction set, is said so and gone on with. */
class OtherArithmeticTest extends ProgramTest {
    private static final String NOTICE = ": comes from other arithmetic (libtorch 1, VAX, now ";

    @TempDir
    private static Path folder;

    @BeforeAll
    static void makeDataAndRuns() throws IOException {
        OtherArithmeticTest once = new OtherArithmeticTest();
        Program.drawTinySet(folder.resolve("set"), 10);
        Files.writeString(folder.resolve("run.yaml"), Program.data(folder.resolve("set")) + Program.TINY_RUN + """
                cycles: 1
                training: {epochs: 1}
                strategy: random
                """);
        once.succeed("run", path("run.yaml"), "--out", path("here"));
        assertThat(once.err.toString()).doesNotContain("arithmetic");
        copy(folder.resolve("here"), folder.resolve("there"));
        moveElsewhere(folder.resolve("there"));
    }

    @Test
    void aRunIsResumed() throws IOException {
        copy(folder.resolve("there"), folder.resolve("resumed"));
        succeed("resume", path("resumed"), "--cycles", "2");
        assertThat(err.toString()).contains(path("resumed") + NOTICE).containsOnlyOnce(NOTICE);
        assertThat(folder.resolve("resumed/cycle-1/cycle.json")).exists();
    }

    @Test
    void aRunOfThisMachineIsResumedWithoutAWord() throws IOException {
        copy(folder.resolve("here"), folder.resolve("again"));
        succeed("resume", path("again"));
        assertThat(err.toString()).doesNotContain("arithmetic");
    }

    @Test
    void aFirstCycleIsTakenOver() {
        succeed("run", path("run.yaml"), "--first-cycle", path("there"), "--out", path("second"));
        assertThat(err.toString()).contains(path("there") + NOTICE).containsOnlyOnce(NOTICE);
        assertThat(folder.resolve("second/cycle-0/shared.json")).exists();
        succeed("resume", path("second"), "--cycles", "2");
        assertThat(err.toString()).contains(path("second") + NOTICE);
    }

    @Test
    void runsAreMergedThoughTheirResultsDiffer() throws IOException {
        copy(folder.resolve("here"), folder.resolve("shard-1/cell"));
        copy(folder.resolve("there"), folder.resolve("shard-2/cell"));
        change(folder.resolve("shard-2/cell/cycle-0/cycle.json"), "\"images\" : 4", "\"images\" : 5");
        succeed("benchmark", "merge", path("merged"), path("shard-1"), path("shard-2"));
        assertThat(err.toString()).contains(path("merged") + ": comes from several arithmetics (libtorch 1, VAX or ");
        assertThat(folder.resolve("merged/cell/cycle-0/cycle.json")).content().contains("\"images\" : 4");
    }

    @Test
    void aScoringGoesOn() throws IOException {
        String[] score = {
            "score",
            "--weights",
            path("here/cycle-0/training/weights/last.safetensors"),
            "--data",
            path("set/JPEGImages"),
            "--strategy",
            "entropy",
            "--budget",
            "3",
            "--threads",
            "1",
            "--out",
            path("score")
        };
        succeed(score);
        succeed(score);
        assertThat(err.toString()).doesNotContain("arithmetic");
        moveElsewhere(folder.resolve("score"));
        succeed(score);
        assertThat(err.toString()).contains(path("score") + NOTICE).containsOnlyOnce(NOTICE);
        assertThat(out.toString()).contains("chose 3 of 13 images");
    }

    @Test
    void aTrainingIsResumed() throws IOException {
        Path training = folder.resolve("training");
        train(path("set"), training);
        moveElsewhere(training);
        train(path("set"), training, "--resume");
        assertThat(err.toString()).contains(training + NOTICE).containsOnlyOnce(NOTICE);
        assertThat(out.toString()).contains("Weights: ");
    }

    /** As if a machine with a curious instruction set had written the folder. */
    private static void moveElsewhere(Path work) throws IOException {
        change(
                work.resolve("provenance.json"),
                "\"arithmetic.libtorch\" : \"[^\"]*\"",
                "\"arithmetic.libtorch\" : \"1, VAX\"");
    }

    private static void change(Path file, String from, String to) throws IOException {
        String before = Files.readString(file);
        String after = before.replaceAll(from, to);
        assertThat(after).isNotEqualTo(before);
        Files.writeString(file, after);
        Files.deleteIfExists(file.resolveSibling(Checksums.FILE)); // what was changed is not to look damaged
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }
}
