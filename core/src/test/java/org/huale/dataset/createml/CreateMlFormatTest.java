package org.huale.dataset.createml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.huale.dataset.Read;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreateMlFormatTest {
    @TempDir
    private Path folder;

    private Read read(String text) {
        return Read.of("createml", folder.resolve("x.json"), text, "a.png", "b.png");
    }

    /** As Create ML's documentation has it, and as Roboflow writes it. */
    @Test
    void bothSpellingsAreRead() {
        String box = "[{\"label\":\"cat\",\"coordinates\":{\"x\":20,\"y\":15,\"width\":24,\"height\":18}}]";
        Read read = read("[{\"image\":\"a.png\",\"annotations\":" + box
                + "},{\"imagefilename\":\"b.png\",\"annotation\":" + box + "}]");
        assertThat(read.images()).containsExactly("a.png: cat 8.0 6.0 32.0 24.0", "b.png: cat 8.0 6.0 32.0 24.0");
        assertThat(read.problems()).isEmpty();
    }

    @Test
    void whatIsMissingIsToldWithItsPlace() {
        Read read = read("[{\"image\":\"a.png\",\"annotations\":[{\"label\":\"cat\",\"coordinates\":{\"x\":20}},"
                + "{\"coordinates\":{\"x\":20,\"y\":15,\"width\":24,\"height\":18}},7]},{\"image\":\"c.png\",\"annotations\":[]},"
                + "{\"annotations\":[]}]");
        assertThat(read.images())
                .as("an image that lost all it had is no image without objects")
                .isEmpty();
        assertThat(read.unusable().get(0).toString())
                .isEqualTo("x.json: [0] (a.png): annotation 1: box (NaN, NaN, NaN, NaN) is not finite; dropped");
        assertThat(read.unusable()).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[", "[{\"image\":\"a.png\",\"annotations\":[]}] x"})
    void damagedFilesAreRefusedByName(String text) {
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> read(text))
                .withMessageContaining("x.json");
    }
}
