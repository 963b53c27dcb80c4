package org.huale.command;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.huale.acquire.file.PredictionsFile;
import org.huale.dataset.ClassNames;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.detect.View;
import org.huale.geometry.ImageSize;
import org.huale.problem.HualeException;
import org.huale.process.ScriptedProgram;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes and images are counted from 1, in every call. */
class ResultFileTest {
    private static final ClassNames CLASSES = ClassNames.of("cat", "dog", "eel");
    private static final ImageId IMAGE = new ImageId("a");

    @TempDir
    private Path folder;

    private ResultFile read(String asked, String... categories) throws IOException {
        String image = '"' + folder.resolve("a.png").toString() + '"';
        return read(
                asked,
                List.of("a"),
                Arrays.stream(categories).map(it -> entry(image, it)).toList());
    }

    private static String entry(String image, String category) {
        return "{\"image_id\": " + image + ", \"category_id\": " + category
                + ", \"bbox\": [1, 2, 3, 4], \"score\": 0.5}";
    }

    private ResultFile read(String asked, List<String> names, List<String> entries) throws IOException {
        return read(asked, names, entries, null);
    }

    private ResultFile read(String asked, List<String> names, List<String> entries, @Nullable Double least)
            throws IOException {
        Path file = Files.writeString(folder.resolve("found.json"), entries.toString());
        List<ImageRecord> records = names.stream()
                .map(it ->
                        new ImageRecord(new ImageId(it), folder.resolve(it + ".png"), new ImageSize(64, 48), List.of()))
                .toList();
        HandedImages handed = HandedImages.asTheyAre(records, CLASSES);
        return ResultFile.read(file, handed, options("images={" + asked + "}"), least);
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

    /** Over many classes they take far more memory than all else. */
    @Test
    void noClassDistributionsAreMadeThatNobodyAskedFor() throws IOException {
        PredictionsFile predictions = read("images", "1").predictions();
        assertThat(predictions.evidence()).isEmpty();
        assertThat(requireNonNull(predictions.all(View.ORIGINAL, List.of(IMAGE)).get(IMAGE))
                        .evidence())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"coco, 0", "images, 0", "coco, 4", "images, 4"})
    void anotherCountIsRefusedInEveryCall(String asked, String category) {
        assertThatThrownBy(() -> read(asked, "1", category))
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll("found.json: entry [1]", "category_id " + category + " is no class", "1 'cat'")
                .hasMessageNotContaining("--category-ids");
    }

    /** The number is also that of a file name, and which fits depends on what was found. */
    @ParameterizedTest
    @ValueSource(strings = {"coco", "images"})
    void aNumberIsAPlaceInTheListWhateverFilesAreCalled(String asked) throws IOException {
        List<String> names = List.of("0000", "0001", "0002");
        ResultFile read = read(asked, names, List.of(entry("1", "1"), entry("2", "1")));
        assertThat(read.predictions().problemsOfReading()).isEmpty();
        assertThat(names.stream().filter(it -> read.of(new ImageId(it)).count() == 1))
                .containsExactly("0000", "0001");
        for (String number : List.of("0", "4", "-1")) {
            assertThatThrownBy(() -> read(asked, names, List.of(entry("1", "1"), entry(number, "1"))))
                    .isInstanceOf(HualeException.class)
                    .hasMessageContainingAll(
                            "found.json: entry [1]", "image_id " + number + " is none of the 3 images");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"coco", "images"})
    void aTextIsANameAlsoWhereItIsANumber(String asked) throws IOException {
        List<String> names = List.of("2", "3", "1");
        ResultFile read = read(asked, names, List.of(entry("\"1\"", "1"), entry("1", "2")));
        assertThat(read.of(new ImageId("1")).classes()).containsExactly(0);
        assertThat(read.of(new ImageId("2")).classes()).containsExactly(1);
        assertThatThrownBy(() -> read(asked, List.of("0000", "0001"), List.of(entry("\"1\"", "1"))))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("image_id \"1\" is none of the 2 images");
    }

    /** Of 0.1 the float is a little more than the double. */
    @Test
    void aConfidenceThatReadsAsTheLeastIsNotAboveIt() throws IOException {
        String image = '"' + folder.resolve("a.png").toString() + '"';
        List<String> entries = List.of(
                entry(image, "1").replace("0.5", "0.11"), entry(image, "2").replace("0.5", "0.1"));
        assertThat(read("images", List.of("a"), entries, 0.1).of(IMAGE).classes())
                .containsExactly(0);
        assertThat(read("images", List.of("a"), entries).of(IMAGE).classes()).containsExactly(0, 1);
    }
}
