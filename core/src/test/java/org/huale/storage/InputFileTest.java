package org.huale.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class InputFileTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsReadWholeIsBounded() throws IOException {
        Path file = Files.writeString(folder.resolve("four"), "four");
        assertThat(InputFile.bytes(file, 4)).asString(UTF_8).isEqualTo("four");
        assertThatThrownBy(() -> InputFile.bytes(file, 3))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContainingAll(file.toString(), "it has 4 bytes, more than the 3 allowed");
    }

    @Test
    void ofALargeFileTheEndIsRead() throws IOException {
        Path file = Files.writeString(folder.resolve("log"), "first, second, third");
        assertThat(InputFile.end(file, 0, 5)).isEqualTo("third");
        assertThat(InputFile.end(file, 18, 5)).isEqualTo("rd");
        assertThat(InputFile.end(file, 99, 5)).isEmpty();
    }

    /** Editors on Windows put one there, which nobody sees. */
    @Test
    void linesComeWithoutAByteOrderMark() throws IOException {
        Path file = Files.writeString(folder.resolve("text"), "\uFEFFa.jpg\r\n\uFEFFb.jpg\n");
        assertThat(InputFile.lines(file)).containsExactly("a.jpg", "\uFEFFb.jpg");
    }

    @Test
    void textThatIsNoneIsAnException() throws IOException {
        Path file = Files.write(folder.resolve("text"), new byte[] {'a', (byte) 0xFF});
        assertThatThrownBy(() -> InputFile.text(file)).isInstanceOf(MalformedInputException.class);
        assertThatThrownBy(() -> InputFile.lines(folder.resolve("missing"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no pipes among its files")
    void everyWayInRefusesPipesAndFolders() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        refused(pipe, "it is a pipe, a socket or a device, not a file");
        refused(Files.createDirectory(folder.resolve("inner")), "it is a folder, not a file");
    }

    private static void refused(Path place, String why) {
        List<ThrowingCallable> ways = List.of(
                () -> InputFile.open(place),
                () -> InputFile.channel(place),
                () -> InputFile.zip(place),
                () -> InputFile.toChange(place, StandardOpenOption.WRITE),
                () -> InputFile.copy(place, new ByteArrayOutputStream()),
                () -> InputFile.same(place, place),
                () -> InputFile.bytes(place),
                () -> InputFile.text(place),
                () -> InputFile.end(place, 0, 9));
        for (ThrowingCallable way : ways) {
            Assertions.assertTimeoutPreemptively(
                    Duration.ofMinutes(2), // whoever opens a pipe waits for ever
                    () -> assertThatThrownBy(way)
                            .isInstanceOf(FileSystemException.class)
                            .hasMessageContaining(why));
        }
        assertThat(InputFile.obstacle(place).orElse("")).contains(why);
    }
}
