package org.huale.app.guess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huale.dataset.Annotation;
import org.huale.dataset.ImageId;
import org.huale.geometry.Box;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuessFileTest {
    @TempDir
    private Path folder;

    private GuessFile file;

    @BeforeEach
    void name() {
        file = new GuessFile(folder.resolve("cycle-0/guesses.json"));
    }

    @Test
    void guessesAreReadAsTheyWereWritten() {
        assertThat(file.read()).isEmpty();
        Map<ImageId, List<Guess>> guesses = Map.of(
                new ImageId("a.png"),
                List.of(new Guess(Annotation.of(new Box(1, 2, 3, 4), 1), 0.5, 0.25)),
                new ImageId("b.png"),
                List.of());
        file.write(guesses);
        assertThat(file.read()).isEqualTo(Optional.of(guesses));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "[]",
                "{\"columns\":\"x\",\"images\":null}",
                "{\"columns\":\"x\",\"images\":{\"a\":null}}",
                "{\"columns\":\"x\",\"images\":{\"a\":[null]}}",
                "{\"columns\":\"x\",\"images\":{\"a\":[[1,2]]}}",
                "{\"columns\":\"x\",\"images\":{\"\":[]}}",
                "{\"columns\":\"x\",\"images\":{\"a\":[[0,0.5,0.5,9,9,1,1]]}}",
                "{\"columns\":\"x\",\"images\":{\"a\":[["
            })
    void whatIsDamagedIsSaidWithTheWayOut(String text) throws IOException {
        Files.createDirectories(folder.resolve("cycle-0"));
        Files.writeString(file.file(), text);
        assertThatThrownBy(file::read)
                .isInstanceOf(HualeException.class)
                .hasMessageStartingWith(file.file() + ": damaged: ")
                .hasMessageContaining("delete it, and the guesses are made anew")
                .hasMessageNotContaining("org.huale");
    }
}
