package org.huale.command;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.fuzz.Fuzzer;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;
import org.huale.process.ScriptedProgram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a program that detects leaves is read or refused by a check, whatever is in it. */
final class FuzzedResultsTest {
    private static final ClassNames CLASSES = ClassNames.of("cat", "dog");
    private static final ImageSize SIZE = new ImageSize(64, 48);

    @TempDir
    private Path folder;

    private HandedImages handed = HandedImages.asTheyAre(List.of(), CLASSES);
    private CommandOptions options = options();

    @BeforeEach
    void hand() {
        handed = HandedImages.asTheyAre(List.of(image("a"), image("b")), CLASSES);
    }

    private ImageRecord image(String name) {
        return new ImageRecord(new ImageId(name), folder.resolve(name + ".png"), SIZE, List.of());
    }

    private CommandOptions options() {
        return new CommandOptions(
                CommandTemplate.of(ScriptedProgram.words("train", "{out}")),
                CommandTemplate.none(),
                CommandTemplate.of(ScriptedProgram.words("predict", "images={images}", "predictions={predictions}")),
                "weights.txt",
                "",
                List.of(CommandOptions.Told.PROBABILITIES, CommandOptions.Told.SUPPRESSED),
                "",
                0,
                List.of(),
                "",
                2000);
    }

    private void read(Path file) {
        ResultFile results = ResultFile.read(file, handed, options, 0.05);
        handed.dataset().images().forEach(it -> results.of(it.id()));
    }

    @Test
    void results() throws IOException {
        results(1_000);
    }

    @Test
    @Tag("slow")
    void resultsForMinutes() throws IOException {
        results(300_000);
    }

    private void results(int times) throws IOException {
        Path file = Files.writeString(folder.resolve("predictions.json"), """
                [{"image_id": "A", "category_id": 1, "bbox": [1, 2.5, 30, 40], "score": 0.75,
                  "probabilities": [0.125, 0.75, 0.125], "suppressed": 3},
                 {"image_id": "B", "category_id": 2, "bbox": [0, 0, 64, 48], "score": 0.25,
                  "probabilities": [0.5, 0.25, 0.25], "suppressed": 0}]
                """.replace(
                        "\"A\"", '"' + folder.resolve("a.png").toString() + '"')
                .replace("\"B\"", '"' + folder.resolve("b.png").toString() + '"'));
        new Fuzzer("results", file, this::read).run(times);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no pipes among its files")
    void aPipeInTheirPlaceIsRefused() throws IOException, InterruptedException {
        Path pipe = folder.resolve("predictions.json");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        assertThatThrownBy(() -> read(pipe))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("it is a pipe, a socket or a device");
    }
}
