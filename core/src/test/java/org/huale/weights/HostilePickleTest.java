package org.huale.weights;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pickles of some kilobytes that would unfold to gigabytes, or never end. */
final class HostilePickleTest {
    @TempDir
    Path folder;

    /** An OrderedDict of thousands of pairs, made anew of one list thousands of times. */
    @Test
    void aListThatIsHandedOverAgainAndAgainIsRefused() {
        ByteArrayOutputStream pickle = begun();
        write(pickle, "](");
        for (int i = 0; i < 8_000; i++) {
            write(pickle, "M" + (char) (i & 0xFF) + (char) (i >> 8) + "N\u0086");
        }
        write(pickle, "eq\u0001ccollections\nOrderedDict\nq\u0002");
        for (int i = 0; i < 8_000; i++) {
            write(pickle, "h\u0002h\u0001\u0085R");
        }
        write(pickle, ".");
        Assertions.assertTimeoutPreemptively(
                Duration.ofMinutes(2),
                () -> assertThatThrownBy(() -> PickleInterpreter.read(pickle.toByteArray()))
                        .isInstanceOf(HualeException.class)
                        .hasMessageContaining("unfolds to more objects"));
    }

    /** Where a number is expected: a list of two lists of two lists, a hundred deep, has no text that ends. */
    @Test
    void whatDoublesIsNotMadeText() throws IOException {
        ByteArrayOutputStream pickle = begun();
        write(pickle, "]");
        for (int i = 0; i < 100; i++) {
            write(pickle, "q" + (char) i + "h" + (char) i + "\u0086");
        }
        write(pickle, ".");
        Path file = Files.write(folder.resolve("doubling.pth"), pickle.toByteArray());
        assertThatThrownBy(() -> WeightsFile.read(file))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining("not one of torch.save");
    }

    @Test
    void aMarkAboveTheStackIsNoSense() throws IOException {
        ByteArrayOutputStream pickle = begun();
        write(pickle, "ccollections\nOrderedDict\n)(Rt.");
        assertThatThrownBy(() -> PickleInterpreter.read(pickle.toByteArray()))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("the pickle is no sense at byte");
        Path file = Files.write(folder.resolve("marked.pth"), pickle.toByteArray());
        assertThatThrownBy(() -> WeightsFile.read(file))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("the pickle is no sense at byte");
    }

    private static ByteArrayOutputStream begun() {
        ByteArrayOutputStream pickle = new ByteArrayOutputStream();
        write(pickle, "\u0080\u0002");
        return pickle;
    }

    private static void write(ByteArrayOutputStream pickle, String bytes) {
        pickle.writeBytes(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }
}
