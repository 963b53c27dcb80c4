package org.huale.storage;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksumsTest {
    @TempDir
    private Path folder;

    private Checksums sums;

    @BeforeEach
    void open() {
        sums = new Checksums(folder, Checksums.RUN);
    }

    private void write(String name, String text) {
        sums.write(name, channel -> FileBytes.write(channel, bytes(text)));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aFileHoldsWhatWasWrittenUntilSomethingElseChangesIt() throws IOException {
        write("a", "one");
        assertThat(sums.holds("a")).isTrue();
        assertThat(sums.entries()).containsEntry("a", Checksums.Entry.of(Sha256.of("one")));
        Files.writeString(folder.resolve("a"), "two");
        assertThat(sums.holds("a")).isFalse();
        assertThatThrownBy(() -> sums.require("a", "do this"))
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll(folder.resolve("a").toString(), "damaged", "do this");
        Files.writeString(folder.resolve("unknown"), "anything");
        sums.require("unknown", "");
        sums.require("missing", "");
    }

    @Test
    void theLineIsThereBeforeTheFileAndAllowsWhatTheFileHeld() throws IOException {
        write("a", "one");
        sums.note(Map.of("a", Checksums.Entry.of(Sha256.of("two")))); // and the process dies
        assertThat(sums.holds("a")).isTrue();
        sums.note(Map.of("a", Checksums.Entry.of(Sha256.of("three")))); // and so does the next
        assertThat(sums.holds("a")).isTrue();
        write("a", "three");
        assertThat(sums.holds("a")).isTrue();
        Files.writeString(folder.resolve("a"), "two");
        assertThat(sums.holds("a")).isFalse();
    }

    /** As where one process checks a run while another one works on it. */
    @Test
    void aFileThatWasReplacedSinceItsLineWasReadHoldsWhatWasWritten() throws IOException {
        write("a", "one");
        Checksums.Entry then = requireNonNull(sums.entries().get("a"));
        write("a", "two");
        assertThat(sums.holds("a", then)).isTrue();
        Files.writeString(folder.resolve("a"), "three");
        assertThat(sums.holds("a", then)).isFalse();
        sums.forget(List.of("a"));
        assertThat(sums.holds("a", then)).as("without a line").isTrue();
    }

    @Test
    void aFileThatGrowsIsCheckedAsFarAsItWasNoted() throws IOException {
        Files.writeString(folder.resolve("log"), "first\n");
        sums.note(Map.of("log", Checksums.Entry.ofBeginning(6, Sha256.of("first\n"))));
        Files.writeString(folder.resolve("log"), "first\nsecond\n");
        assertThat(sums.holds("log")).isTrue();
        Files.writeString(folder.resolve("log"), "fIrst\nsecond\n");
        assertThat(sums.holds("log")).isFalse();
        Files.writeString(folder.resolve("log"), "first");
        assertThat(sums.holds("log")).isFalse();
    }

    @Test
    void everyChangeOfTheLinesIsSeen() throws IOException {
        write("a", "one");
        Path file = folder.resolve(Checksums.FILE);
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            Files.write(file, changed);
            try {
                assertThat(sums.entries()).containsOnlyKeys("a");
                assertThat(sums.entries().get("a")).isEqualTo(Checksums.Entry.of(Sha256.of("one")));
            } catch (HualeException e) {
                assertThat(e).hasMessageContainingAll(file.toString(), "damaged");
            }
        }
        Files.write(file, whole);
        assertThatThrownBy(() -> new Checksums(folder, "cycle-0").entries())
                .hasMessageContainingAll("another folder", Checksums.RUN);
    }

    /** As in a folder that came from somebody else: whoever goes by the lines would write, move or delete there. */
    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../a", "../../a", "/a", "./a", "a/..", "a/../b", "a/../../b"})
    void aLineForAFileThatIsNotInTheFolderIsDamage(String name) {
        sums.note(Map.of(name, Checksums.Entry.of("00")));
        assertThatThrownBy(() -> sums.entries())
                .isInstanceOf(HualeException.class)
                .hasMessageContaining(folder.resolve(Checksums.FILE) + ": damaged: it has a line for '" + name
                        + "', which is no file");
    }

    @Test
    void aFileMayLieDeepAndBeMadeFromOthersElsewhere() {
        Checksums.Entry made = new Checksums.Entry("00", null, List.of(), null, Map.of("../b", "11"));
        sums.note(Map.of("a/..b/c", made));
        assertThat(sums.entries()).containsExactly(Map.entry("a/..b/c", made));
    }

    @Test
    void whatIsForgottenMayHoldAnything() throws IOException {
        write("a", "one");
        write("b", "two");
        sums.forget(List.of("a", "c"));
        assertThat(sums.entries()).containsOnlyKeys("b");
        Files.writeString(folder.resolve("a"), "anything");
        assertThat(sums.holds("a")).isTrue();
    }
}
