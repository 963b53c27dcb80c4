package org.huale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class MakeDatasetCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path parent;

    private int run(String... options) {
        CommandLine program =
                Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        String[] arguments = new String[options.length + 2];
        arguments[0] = "make-dataset";
        arguments[1] = parent.resolve("set").toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        return program.execute(arguments);
    }

    @Test
    void writesBothSplitsAndTellsTheClasses() {
        assertThat(run("--images", "6", "--test-images", "3", "--size", "96x80", "--classes", "3"))
                .isZero();
        assertThat(parent.resolve("set/ImageSets/Main/trainval.txt")).isNotEmptyFile();
        assertThat(parent.resolve("set/JPEGImages/test_00003.jpg")).exists();
        assertThat(out.toString())
                .contains("voc:" + parent.resolve("set") + ":trainval: 6 images")
                .containsPattern("triangle +[0-9]+ +[0-9]+")
                .doesNotContain("ring");
    }

    @Test
    void printsJson() {
        assertThat(run("--images", "2", "--test-images", "1", "--size", "64x64", "--json"))
                .isZero();
        assertThat(out.toString()).startsWith("{").contains("\"objectsPerClass\"", "\"seed\" : 1");
    }

    @Test
    void aFolderInUseIsTheUsersToDecide() {
        String[] few = {"--images", "1", "--test-images", "1", "--size", "64x64"};
        assertThat(run(few)).isZero();
        assertThat(run(few)).isEqualTo(2);
        assertThat(err.toString()).contains("--overwrite");
        assertThat(run("--images", "2", "--test-images", "1", "--size", "64x64", "--overwrite"))
                .isZero();
    }

    @Test
    void valuesOutOfRangeAreTheUsersFault() {
        assertThat(run("--classes", "9")).isEqualTo(2);
        assertThat(run("--size", "320")).isEqualTo(2);
        assertThat(run("--tail", "0.5")).isEqualTo(2);
        assertThat(err.toString()).contains("classes must be in [1, 8], got 9", "'320' is no size", "tailRatio");
        assertThat(Files.exists(parent.resolve("set"))).isFalse();
    }
}
