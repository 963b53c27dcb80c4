package org.huale.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;
import org.huale.process.ScriptedProgram;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes are counted from 1, in every call. */
class ResultFileTest {
    private static final ClassNames CLASSES = ClassNames.of("cat", "dog", "eel");
    private static final ImageId IMAGE = new ImageId("a");

    @TempDir
    private Path folder;

    private ResultFile read(String asked, String... categories) throws IOException {
        Path image = folder.resolve("a.png");
        String entries = String.join("", categories)
                .replaceAll(
                        "(\\S)",
                        "{\"image_id\": \"" + image
                                + "\", \"category_id\": $1, \"bbox\": [1, 2, 3, 4], \"score\": 0.5},");
        Path file =
                Files.writeString(folder.resolve("found.json"), "[" + entries.substring(0, entries.length() - 1) + "]");
        ImageRecord record = new ImageRecord(IMAGE, image, new ImageSize(64, 48), List.of());
        HandedImages handed = HandedImages.asTheyAre(List.of(record), CLASSES);
        CommandOptions options = options("images={" + asked + "}");
        return ResultFile.read(file, handed, handed.numbering(options.predict()), options, null);
    }

    private static CommandOptions options(String asked) {
        return new CommandOptions(
                CommandTemplate.of(ScriptedProgram.words("train", "{out}")),
                CommandTemplate.none(),
                CommandTemplate.of(ScriptedProgram.words("predict", asked, "predictions={predictions}")),
                "weights.txt",
                "",
                List.of(),
                "",
                0,
                List.of(),
                "",
                2000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"coco", "images"})
    void someOfTheClassesAreNothingToSpeakOf(String asked) throws IOException {
        ResultFile read = read(asked, "1", "2");
        assertThat(read.predictions().problemsOfReading()).isEmpty();
        assertThat(read.of(IMAGE).classes()).containsExactly(0, 1);
    }

    @ParameterizedTest
    @CsvSource({"coco, 0", "images, 0", "coco, 4", "images, 4"})
    void anotherCountIsRefusedInEveryCall(String asked, String category) {
        assertThatThrownBy(() -> read(asked, "1", category))
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll("found.json: entry [1]", "category_id " + category + " is no class", "1 'cat'")
                .hasMessageNotContaining("--category-ids");
    }
}
