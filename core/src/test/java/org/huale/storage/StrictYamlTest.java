package org.huale.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictYamlTest {
    @TempDir
    private Path folder;

    @Test
    void nothingIsMissing() throws IOException {
        assertThat(StrictYaml.read(file("")).isMissingNode()).isTrue();
        assertThat(StrictYaml.read(file("# a remark\n")).isMissingNode()).isTrue();
        assertThat(StrictYaml.of(" ", "word").isMissingNode()).isTrue();
    }

    @Test
    void theMarkOfUtf8IsNoPartOfTheFirstKey() throws IOException {
        assertThat(StrictYaml.read(file("\uFEFFname: größe\n")).path("name").asString())
                .isEqualTo("größe");
    }

    @Test
    void whatWouldLoseAValueIsRefusedWithItsPlace() throws IOException {
        assertRefused("a: 1\nb: {c: 2}\na: 3\n", "not YAML: key 'a' is there twice (line 3, column ");
        assertRefused("b:\n  c: 2\n  c: 3\n", "not YAML: key 'c' is there twice (line 3, column ");
        assertRefused("a: 1\n---\na: 2\n", "not YAML: ");
        assertRefused("a: [1\n", "not YAML: ");
    }

    /** The parser takes all words for null but {@code null} for text. */
    @ParameterizedTest
    @ValueSource(strings = {"~", "null", "Null", "NULL"})
    void nothingHasTheWordsOfYaml(String word) throws IOException {
        assertThat(StrictYaml.read(file("a: " + word + "\n")).path("a").isNull())
                .isTrue();
        assertThat(StrictYaml.read(file("a: [" + word + ", 1]\n")).at("/a/0").isNull())
                .isTrue();
        assertThat(StrictYaml.read(file("a: '" + word + "'\n")).path("a").asString("none"))
                .isEqualTo(word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"~/set", "nULL", "Nullable", "010", "0x1", "yes", "True"})
    void otherWordsStayTexts(String word) throws IOException {
        assertThat(StrictYaml.read(file("a: " + word + "\n")).path("a").asString("none"))
                .isEqualTo(word);
        assertThat(StrictYaml.of(word, "word").isString()).isTrue();
    }

    /** The parser takes an alias for the text of its name. */
    @Test
    void aliasesAreRefusedWithTheirPlaceAndAnchorsAreNot() throws IOException {
        Path file = file("a: &d disc\nb:\n  - &e 1\n  - *d\n");
        assertThatThrownBy(() -> StrictYaml.read(file))
                .isInstanceOf(HualeException.class)
                .hasMessage(file + ": *d (line 4, column 5): aliases are not read; write the value out");
        assertThat(StrictYaml.read(file("a: &d disc\nb: '*d'\n")).path("b").asString())
                .isEqualTo("*d");
        assertThatThrownBy(() -> StrictYaml.read(file("a: &d {e: 1}\nb: {<<: *d}\n")))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining(": *d (line 2, column 9): aliases are not read");
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws IOException {
        Path file = Files.write(folder.resolve("a.yaml"), new byte[] {'a', ':', ' ', (byte) 0xe4, (byte) 0xe4, '\n'});
        assertThatThrownBy(() -> StrictYaml.read(file))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith(file + ": ");
    }

    private void assertRefused(String text, String why) throws IOException {
        Path file = file(text);
        assertThatThrownBy(() -> StrictYaml.read(file))
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith(file + ": " + why);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("a.yaml"), text);
    }
}
