package org.huale.dataset.yolo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.CocoNumbering;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.Samples;
import org.huale.dataset.file.JsonStream;
import org.huale.dataset.identity.ClassReading;
import org.huale.problem.HualeException;
import org.huale.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YoloPredictionsTest {
    @TempDir
    private Path folder;

    private static ImageRecord image(String id) {
        List<Annotation> none = List.of();
        return new ImageRecord(new ImageId(id), Path.of("pool").resolve(id), Samples.SIZE, none);
    }

    private static YoloPredictions of(ClassNames classes, boolean numbered) {
        List<ImageRecord> images =
                List.of(image("sub/x y.jpg"), image("a.jpg"), image("000007.jpg"), image("dup/a.jpg"));
        Dataset dataset = new Dataset("pool", classes, images);
        List<ImageId> ids = images.stream().map(ImageRecord::id).toList();
        CocoNumbering numbering = classes.count() == 0
                ? CocoNumbering.of(List.of(), new long[0], new long[0])
                : CocoNumbering.of(ids, new long[] {70, 80, 90, 95}, new long[] {5, 3});
        return new YoloPredictions(dataset, numbering, numbered);
    }

    private String json(YoloPredictions predictions) {
        return text(predictions.read(folder, Optional.empty()).results());
    }

    private static String text(JsonStream results) {
        try (var in = results.content().open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void rowsAreWhatACocoFileWouldSay() {
        Samples.text(folder.resolve("labels/x y.txt"), "1 0.5 0.5 0.25 0.5 0.75\n\n0,0.5,0.5,0.25,0.5,1");
        Samples.text(folder.resolve("000007.txt"), "");
        Samples.text(folder.resolve("classes.txt"), "cat\ndog");
        ClassNames classes = ClassNames.of("cat", "dog");
        String box = "\"bbox\":[24.0,12.0,16.0,24.0]";
        assertThat(json(of(classes, true)))
                .isEqualTo("[{\"image_id\":70,\"category_id\":3," + box + ",\"score\":0.75},"
                        + "{\"image_id\":70,\"category_id\":5," + box + ",\"score\":1.0}]");
        assertThat(json(of(classes, false))).startsWith("[{\"image_id\":\"sub/x y.jpg\"");
        assertThat(json(of(ClassNames.of(), false))).contains("\"category_id\":2,");
    }

    /** Those of a large pool would not fit into the memory as text. */
    @Test
    void entriesAreMadeFileByFileAsTheyAreRead() throws IOException {
        Samples.text(folder.resolve("000007.txt"), "1 0.5 0.5 0.25 0.5 0.75");
        Samples.text(folder.resolve("a.txt"), "");
        Samples.text(folder.resolve("dup/a.txt"), "0 0.5 0.5 0.25 0.5 0.25\n1 0.5 0.5 0.25 0.5 0.125");
        YoloPredictions predictions = of(ClassNames.of("cat", "dog"), true);
        String box = "\"bbox\":[24.0,12.0,16.0,24.0]";
        try (InputStream in =
                predictions.read(folder, Optional.empty()).results().content().open()) {
            byte[] first = new byte[10_000];
            int count = in.read(first);
            assertThat(new String(first, 0, count, StandardCharsets.UTF_8))
                    .isEqualTo("[{\"image_id\":90,\"category_id\":3," + box + ",\"score\":0.75}");
            assertThat(in.read()).isEqualTo(',');
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"image_id\":95,\"category_id\":5," + box + ",\"score\":0.25},"
                            + "{\"image_id\":95,\"category_id\":3," + box + ",\"score\":0.125}]");
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void filesThatChangeInBetweenAreAMistake() {
        Samples.text(folder.resolve("a.txt"), "0 0.5 0.5 0.25 0.5 0.75");
        JsonStream results = of(ClassNames.of("cat", "dog"), true)
                .read(folder, Optional.empty())
                .results();
        Samples.text(folder.resolve("a.txt"), "1 0.5 0.5 0.25 0.5 0.75");
        assertThatThrownBy(() -> text(results))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("was changed while it was read");
        Samples.text(folder.resolve("a.txt"), "0 0.5 0.5 0.25 0.5 0.75\n0 0.5");
        assertThatThrownBy(() -> text(results)).hasMessageContaining("a.txt: line 2: must have 6 values");
    }

    @Test
    void aPathSaysMoreThanAName() {
        Samples.text(folder.resolve("a.txt"), "1 0.5 0.5 0.25 0.5 0.75");
        Samples.text(folder.resolve("labels/dup/a.txt"), "0 0.5 0.5 0.25 0.5 0.25");
        String json = json(of(ClassNames.of("cat", "dog"), true));
        assertThat(json).contains("80,\"category_id\":3", "95,\"category_id\":5");
    }

    @ParameterizedTest
    @CsvSource({
        "predict/labels/000007.txt, predict2/labels/000007.txt, 000007.jpg",
        "labels/dup/a.txt, dup/a.txt, dup/a.jpg"
    })
    void twoFilesOfAnImageAreThoseOfTwoRuns(String one, String other, String image) {
        Samples.text(folder.resolve(one), "1 0.5 0.5 0.25 0.5 0.75");
        Samples.text(folder.resolve(other), "1 0.5 0.5 0.25 0.5 0.5");
        assertThatThrownBy(() -> json(of(ClassNames.of("cat", "dog"), true)))
                .isInstanceOf(HualeException.class)
                .hasMessageContainingAll(one, other, "image " + image, "name the folder of one run");
    }

    @Test
    void aFolderWithoutDetectionsIsAMistake() {
        assertThatThrownBy(() -> json(of(ClassNames.of("cat"), false))).hasMessageContaining("no text files");
    }

    @ParameterizedTest
    @CsvSource({
        "a, 0 0.5 0.5 0.2, 'a.txt: line 1: must have 6 values (class cx cy w h confidence), 5 without'",
        "a, 0 0.5 0.5 0.2 0.2 0.5 0.5, 'line 1: must have 6 values'",
        "a, 3 0.5 0.5 0.2 0.2 0.5, 'a.txt: line 1: class 3 is none of the data set''s 2 classes'",
        "a, -1 0.5 0.5 0.2 0.2 0.5, 'class must be a whole number of at least 0, got'",
        "a, 0 0.5 0.5 0.2 0.2 500, 'confidence must be in [0, 1], or in [0, 100] in all rows, got 500'",
        "a, 0 0.1 0.1 0.5 0.1 0.5 0.5 0.1 0.7 0.1 0.6 0.9, 'as boxes with keypoints have'",
        "a, 0 0.5 0.5 20 0.2 0.5, 'w must be in [0, 1], got 20'",
        "b, 0 0.5 0.5 0.2 0.2 0.5, 'image_id \"b\" is none of the 4 images'"
    })
    void whatIsNotOfTheFormIsRefusedWithItsPlace(String name, String row, String message) {
        Samples.text(folder.resolve(name + ".txt"), row);
        assertThatThrownBy(() -> json(of(ClassNames.of("cat", "dog"), false)))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining(message);
    }

    private List<String> read(String rows, ClassReading... asked) {
        Samples.text(folder.resolve("a.txt"), rows);
        YoloPredictions.Reading reading = of(ClassNames.of("cat", "dog"), false)
                .read(folder, Stream.of(asked).findFirst());
        return reading.notes().stream().map(Problem::what).toList();
    }

    private String asRead(ClassReading... asked) {
        YoloPredictions predictions = of(ClassNames.of("cat", "dog"), false);
        return text(predictions.read(folder, Stream.of(asked).findFirst()).results());
    }

    @Test
    void confidencesMayBePerCentsInAllRowsOrInNone() {
        assertThat(read("0 0.5 0.5 0.2 0.2 90\n1 0.5 0.5 0.2 0.2 5"))
                .containsExactly("all 2 confidences are above 1; read as per cents, 100 for certain");
        assertThat(asRead()).contains("\"score\":0.9", "\"score\":0.05");
        assertThatThrownBy(() -> read("0 0.5 0.5 0.2 0.2 90\n1 0.5 0.5 0.2 0.2 0.5"))
                .hasMessageContaining("1 of 2 confidences are above 1, as per cents are, and 1 are not");
    }

    @Test
    void withoutAnyConfidenceEachIsCertainAndItIsSaid() {
        assertThat(read("0 0.5 0.5 0.2 0.2\n1 0.5 0.5 0.2 0.2"))
                .singleElement()
                .asString()
                .startsWith("none of 2 rows has a confidence, and each was given 1");
        assertThat(asRead()).contains("\"score\":1.0");
        assertThatThrownBy(() -> read("0 0.5 0.5 0.2 0.2 0.5\n1 0.5 0.5 0.2 0.2"))
                .hasMessageContaining("a.txt: line 2: has no confidence, as 1 of 2 rows");
    }

    @Test
    void outlinesAndTracksAreRead() {
        assertThat(read("0 0.25 0.5 0.5 0.25 0.75 0.75 0.5 0.5 0.6\n0 0.5 0.5 0.5 0.5 0.7 12"))
                .containsExactly(
                        "1 rows are outlines; their upright bounds were taken",
                        "1 rows have the number of a track behind the confidence; passed over");
        assertThat(asRead())
                .contains(
                        "\"bbox\":[16.0,12.0,32.0,24.0],\"score\":0.6", "\"bbox\":[16.0,12.0,32.0,24.0],\"score\":0.7");
    }

    @Test
    void classesMayBeCountedFromOne() {
        assertThat(read("1 0.5 0.5 0.2 0.2 0.5\n2 0.5 0.5 0.2 0.2 0.5"))
                .singleElement()
                .asString()
                .contains("class is read by position, counted from 1, in all 2 entries");
        assertThat(asRead()).contains("category_id\":5", "category_id\":3");
        String one = "1 0.5 0.5 0.2 0.2 0.5";
        assertThat(read(one))
                .containsExactly(
                        "class is read by position, counted from 0, in all 1 entries: 1 is 'dog'. All fit by position,"
                                + " counted from 1, too, where it would be 'cat': --category-ids from-1 reads them so");
        assertThat(read(one, ClassReading.FROM_ZERO)).isEmpty();
        assertThat(read(one, ClassReading.FROM_ONE)).isEmpty();
        assertThat(asRead(ClassReading.FROM_ONE)).contains("category_id\":5");
    }
}
