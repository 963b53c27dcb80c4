package org.huale.metric.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.huale.dataset.file.JsonStream;
import org.huale.metric.DetectionTable;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CocoResultReaderTest {
    private static final String TRUTH = """
            {"annotations": [{"image_id": 7, "category_id": 3, "bbox": [0, 0, 10, 10], "iscrowd": 0,
                              "segmentation": {"counts": [1, 2], "size": [3, 4]}}],
             "info": {"nested": [{"id": 1}]},
             "images": [{"id": 7, "file_name": "train/a.jpg", "width": 10, "height": 10}, {"id": 2}],
             "categories": [{"id": 9, "name": "dog"}, {"id": 3, "name": "cat"}]}
            """;

    @TempDir
    private Path folder;

    private NumberedTruth truth;

    @BeforeEach
    void readTruth() throws IOException {
        truth = CocoTruthReader.read(Files.writeString(folder.resolve("truth.json"), TRUTH));
    }

    @Test
    void sectionsMayComeInAnyOrder() {
        assertThat(truth.table().size()).isEqualTo(1);
        assertThat(truth.table().images()).extracting(Object::toString).containsExactly("2", "train/a.jpg");
        assertThat(truth.table().classes().names()).containsExactly("cat", "dog");
        assertThat(truth.table().area(0)).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"image_id\": 8, \"category_id\": 3, \"bbox\": [0, 0, 1, 1] | annotations[1]: there is no image 8",
                "\"image_id\": 7, \"category_id\": 4, \"bbox\": [0, 0, 1, 1] | annotations[1]: there is no category 4",
                "\"image_id\": [7], \"category_id\": 3, \"bbox\": [0, 0, 1, 1] | image_id must be a number",
                "\"id\": 5, \"image_id\": 7, \"category_id\": 3 | annotations[1] (id 5): has no bbox",
                "\"image_id\": 7, \"category_id\": 3, \"bbox\": [0, NaN, 1, 1] | annotations[1]: bbox must be finite, is NaN",
            })
    void theTruthIsTakenByItsLetter(String fields, String message) {
        String text = TRUTH.replace(
                "{\"annotations\": [",
                "{\"annotations\": [{\"image_id\": 2, \"category_id\": 9," + " \"bbox\": [-5, 0, 30, 0]}, {" + fields
                        + "}, ");
        assertThatThrownBy(() -> CocoTruthReader.read(Files.writeString(folder.resolve("truth.json"), text)))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("truth.json: ")
                .hasMessageContaining(message);
    }

    @Test
    void numbersThatAreNotNeededMayBeNone() throws IOException {
        String text = TRUTH.replace("\"iscrowd\": 0,", "\"iscrowd\": 0, \"area\": NaN, \"x\": -Infinity,");
        NumberedTruth read = CocoTruthReader.read(Files.writeString(folder.resolve("truth.json"), text));
        assertThat(read.table().area(0)).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({"1180591620717411303424", "'\"img-7\"'", "'\"7\"'", "7.0"})
    void idsMayBeTextsOrOfAnySize(String id) throws IOException {
        String text = TRUTH.replace("\"id\": 7,", "\"id\": " + id + ",")
                .replace("\"image_id\": 7,", "\"image_id\": " + id + ",");
        truth = CocoTruthReader.read(Files.writeString(folder.resolve("truth.json"), text));
        DetectionTable found = read("[{\"image_id\": " + id
                        + ", \"category_id\": 3, \"bbox\": [0, 0, 1, 1], \"score\": 1}]")
                .detections();
        assertThat(truth.table().images().get(found.image().get(0))).hasToString("train/a.jpg");
    }

    @ParameterizedTest
    @CsvSource({"./", "'.\\\\'", "' '", "'./ '"})
    void anImageWhoseNameNamesNoFileGoesByItsNumber(String name) throws IOException {
        String text = TRUTH.replace("{\"id\": 2}", "{\"id\": 2, \"file_name\": \"" + name + "\"}");
        truth = CocoTruthReader.read(Files.writeString(folder.resolve("truth.json"), text));
        assertThat(truth.table().images()).extracting(Object::toString).containsExactly("2", "train/a.jpg");
    }

    @Test
    void memoryThatRunsOutIsToldAsTheFilesFault() {
        JsonStream large = new JsonStream("large.json", () -> {
            throw new OutOfMemoryError("Java heap space");
        });
        assertThatThrownBy(() -> CocoResultReader.read(large, truth, Optional.empty()))
                .isInstanceOf(HualeException.class)
                .hasMessage("large.json: takes more memory to read than Java may use here; -Xmx allows more");
    }

    @Test
    void anImageNumberOfTheTruthOccursOnce() {
        String text = TRUTH.replace("{\"id\": 2}", "{\"id\": 7}");
        assertThatThrownBy(() -> CocoTruthReader.read(Files.writeString(folder.resolve("truth.json"), text)))
                .hasMessageContaining("truth.json: image id 7 occurs twice");
    }

    @Test
    void anEmptyListHasNoDetections() throws IOException {
        assertThat(read("[]").detections().size()).isZero();
    }

    @Test
    void imagesMayBeNamed() throws IOException {
        DetectionTable table = read("""
                [{"image_id": "a", "category_id": 3, "bbox": [0, 0, 1, 1], "score": 0.5},
                 {"image_id": "train/a.jpg", "category_id": 3, "bbox": [0, 0, 1, 1], "score": 12}]
                """).detections();
        assertThat(table.image().get(0)).isEqualTo(1);
        assertThat(table.image().get(1)).isEqualTo(1);
    }

    @Test
    void otherViewsAreLeftOutAndReported() throws IOException {
        CocoResultReader.Reading reading = read("""
                [{"image_id": 7, "category_id": 3, "bbox": [0, 0, 1, 1], "score": 0.5, "view": "flipped"},
                 {"image_id": 7, "category_id": 3, "bbox": [0, 0, 1, 1], "score": 0.5, "view": "original"},
                 {"image_id": 7, "category_id": 3, "bbox": [0, 0, 1, 1], "score": 0.5}]
                """);
        assertThat(reading.detections().size()).isEqualTo(2);
        assertThat(reading.problems()).singleElement().asString().contains("1 detections of views other");
    }

    @Test
    void unknownCategoriesAreLeftOutAndReported() throws IOException {
        CocoResultReader.Reading reading = read("""
                [{"image_id": 7, "category_id": 3, "bbox": [0, 0, 1, 1], "score": 0.5},
                 {"image_id": 7, "category_id": 55, "bbox": [0, 0, 1, 1], "score": 0.5},
                 {"image_id": 7, "category_id": 56, "bbox": [0, 0, 1, 1], "score": 0.5}]
                """);
        assertThat(reading.detections().size()).isEqualTo(1);
        assertThat(reading.problems()).singleElement().asString().contains("2 detections", "[1]: category_id 55");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"image_id\": 8, \"category_id\": 3, \"bbox\": [0, 0, 1, 1], \"score\": 1} | image_id 8 is none",
                "{\"image_id\": \"b\", \"category_id\": 3, \"bbox\": [0, 0, 1, 1], \"score\": 1} | image_id \"b\" is none",
                "{\"category_id\": 3, \"bbox\": [0, 0, 1, 1], \"score\": 1} | has no image_id",
                "{\"image_id\": 7, \"bbox\": [0, 0, 1, 1], \"score\": 1} | has no category_id",
                "{\"image_id\": 7, \"category_id\": 3, \"score\": 1} | has no bbox",
                "{\"image_id\": 7, \"category_id\": 3, \"bbox\": [0, 0, 1, 1]} | has no score",
                "{\"image_id\": 7, \"category_id\": 3, \"bbox\": [0, 0, 1], \"score\": 1} | bbox must have four numbers",
                "{\"image_id\": 7, \"category_id\": 3, \"bbox\": [0, 0, 1, 1, 1], \"score\": 1} | must have four numbers",
                "{\"image_id\": 7, \"category_id\": 3, \"bbox\": 4, \"score\": 1} | bbox must be [x, y, width, height]",
                "{\"image_id\": 7, \"category_id\": 3, \"bbox\": [0, 0, 1e300, 1e300], \"score\": 1} | must be finite",
                "{\"image_id\": 7, \"category_id\": 3, \"bbox\": [0, 0, 1, 1], \"score\": 1e999} | score must be finite",
                "{\"image_id\": 7, \"category_id\": 3, \"bbox\": [0, 0, 1, 1], \"score\": \"1\"} | score must be a number",
                "{\"image_id\": 7.5, \"category_id\": 3, \"bbox\": [0, 0, 1, 1], \"score\": 1} | must be a whole number",
                "null | must be an object"
            })
    void faultsNameTheEntry(String second, String message) {
        String first = "{\"image_id\": 7, \"category_id\": 3, \"bbox\": [0, 0, 1, 1], \"score\": 0.5}";
        assertThatThrownBy(() -> read("[" + first + "," + second + "]"))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("found.json")
                .hasMessageContaining("[1]")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | not a COCO result file",
                "[{ | not valid JSON",
                "'' | not a COCO result file",
                "[NaN] | must be an object"
            })
    void otherFilesAreRefused(String content, String message) {
        assertThatThrownBy(() -> read(content))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("found.json")
                .hasMessageContaining(message);
    }

    @Test
    void aMissingFileIsSaidToBeMissing() {
        assertThatThrownBy(() -> CocoResultReader.read(folder.resolve("none.json"), truth))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("none.json: does not exist");
    }

    private CocoResultReader.Reading read(String content) throws IOException {
        return CocoResultReader.read(Files.writeString(folder.resolve("found.json"), content), truth);
    }
}
