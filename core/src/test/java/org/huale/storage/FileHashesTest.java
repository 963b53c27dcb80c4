package org.huale.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHashesTest {
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Clock LATER = Clock.fixed(THEN.plusSeconds(60), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private Path file = Path.of("");
    private Path kept = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("a b");
        kept = folder.resolve("hashes");
        write("one", THEN);
    }

    private void write(String text, Instant changed) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(changed));
    }

    private String hash(Clock clock) throws IOException {
        FileHashes hashes = FileHashes.in(kept, clock);
        String hash = hashes.of(file);
        hashes.keep();
        return hash;
    }

    @Test
    void aFileOfTheSameLengthAndTimeIsNotReadAgain() throws IOException {
        assertThat(hash(LATER)).isEqualTo(Sha256.of("one"));
        write("two", THEN);
        assertThat(hash(LATER)).as("nobody looked").isEqualTo(Sha256.of("one"));
        assertThat(FileHashes.none().of(file)).isEqualTo(Sha256.of("two"));
    }

    @Test
    void anotherLengthOrTimeIsSeen() throws IOException {
        hash(LATER);
        write("three", THEN);
        assertThat(hash(LATER)).isEqualTo(Sha256.of("three"));
        write("seven", THEN.plusNanos(1000));
        assertThat(hash(LATER)).isEqualTo(Sha256.of("seven"));
    }

    @Test
    void whatChangedJustNowMayChangeOnceMore() throws IOException {
        hash(Clock.fixed(THEN.plusSeconds(1), ZoneOffset.UTC));
        write("two", THEN);
        assertThat(hash(LATER)).isEqualTo(Sha256.of("two"));
    }

    /** Reading a large file takes long, so that it may be settled only by the end. */
    @Test
    void whatCountsIsTheTimeBeforeAFileIsRead() throws IOException {
        assertThat(hash(new ClockOfAWriter()))
                .as("what was there after the clock was asked")
                .isEqualTo(Sha256.of("two"));
    }

    /** Changes the file whenever it is asked. */
    private final class ClockOfAWriter extends Clock {
        @Override
        public Instant instant() {
            try {
                write("two", THEN);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return LATER.instant();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void aFileWithALineBreakInItsNameIsNotRemembered() throws IOException {
        for (String name : List.of("a\nb", "a\rb")) {
            file = folder.resolve(name);
            write("one", THEN);
            assertThat(hash(LATER)).isEqualTo(Sha256.of("one"));
            write("two", THEN);
            assertThat(hash(LATER)).isEqualTo(Sha256.of("two"));
        }
    }

    @Test
    void otherFilesAreNotTaken() throws IOException {
        Files.writeString(kept, "notes\n");
        assertThatThrownBy(() -> hash(LATER))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("no file of hashes");
        Files.writeString(kept, "huale file hashes 1\nabc 3\n");
        assertThatThrownBy(() -> hash(LATER)).isInstanceOf(HualeException.class).hasMessageContaining("damaged");
    }
}
