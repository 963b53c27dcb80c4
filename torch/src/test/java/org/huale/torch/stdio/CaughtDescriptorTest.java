package org.huale.torch.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Where Java's words and those of native code go, in processes of their own: descriptors belong to a whole process. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "nothing is caught there")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CaughtDescriptorTest {
    @TempDir
    private Path folder;

    private String out = "";
    private String err = "";

    private void talk(String scene) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Talk.class.getName(),
                        scene)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        assertThat(process.waitFor()).isZero();
        out = Files.readString(folder.resolve("out"));
        err = Files.readString(folder.resolve("err"));
    }

    @Test
    void nativeWordsAreCaughtWhileItIsOpenAndJavasAreNot() throws IOException, InterruptedException {
        talk("apart");
        assertThat(err).isEqualTo("native before\njava within\nnative after\n");
        assertThat(out.lines()).contains("caught: native within", "caught: without an end");
    }

    @Test
    void whoeverWritesNeverWaitsForAReader() throws IOException, InterruptedException {
        talk("much");
        assertThat(err).isEmpty();
        assertThat(out.lines()).contains("caught: 30000 lines");
    }

    @Test
    void whatWouldFillTheMemoryIsCounted() throws IOException, InterruptedException {
        talk("endless");
        assertThat(out.lines()).contains("caught: (and " + (Talk.ENDLESS - (1 << 20)) + " bytes more)");
    }

    @Test
    void aLineIsToldWhenAllOfItIsThere() throws IOException, InterruptedException {
        talk("halves");
        int kept = (1 << 20) - "two\nthree\n".length();
        assertThat(out.lines())
                .containsExactly(
                        "caught: one",
                        "caught: two",
                        "caught: three",
                        "caught: (and " + (Talk.ENDLESS - kept) + " bytes more)",
                        "left: " + kept,
                        "then: 0");
    }

    @Test
    void whatWasSaidLastIsToldWhenTheProcessEnds() throws IOException, InterruptedException {
        talk("exit");
        assertThat(List.of(out, err))
                .anyMatch(it -> it.contains("native code says: the last words (while reading photo.jpg)"));
        assertThat(err.lines()).as("as it came").noneMatch(it -> it.equals("the last words"));
    }

    @Test
    void aProgramOfOthersKeepsItsStreams() throws IOException, InterruptedException {
        talk("guest");
        assertThat(err).isEqualTo("native\n");
    }
}
