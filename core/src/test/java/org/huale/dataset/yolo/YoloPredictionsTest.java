package org.huale.dataset.yolo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.huale.dataset.Annotation;
import org.huale.dataset.ClassNames;
import org.huale.dataset.CocoNumbering;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.dataset.ImageRecord;
import org.huale.dataset.Samples;
import org.huale.problem.HualeException;
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
        try (var in = predictions.asResults(folder).content().open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
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

    @Test
    void aPathSaysMoreThanAName() {
        Samples.text(folder.resolve("a.txt"), "1 0.5 0.5 0.25 0.5 0.75");
        Samples.text(folder.resolve("labels/dup/a.txt"), "0 0.5 0.5 0.25 0.5 0.25");
        String json = json(of(ClassNames.of("cat", "dog"), true));
        assertThat(json).contains("80,\"category_id\":3", "95,\"category_id\":5");
    }

    @Test
    void aFolderWithoutDetectionsIsAMistake() {
        assertThatThrownBy(() -> json(of(ClassNames.of("cat"), false))).hasMessageContaining("no text files");
    }

    @ParameterizedTest
    @CsvSource({
        "a, 0 0.5 0.5 0.2 0.2, 'a.txt: line 1: must have 6 values (class cx cy w h confidence), got 5: there is no'",
        "a, 2 0.5 0.5 0.2 0.2 0.5, 'from 0 to 1, one of [cat, dog], got ''2'''",
        "a, 0 0.5 0.5 0.2 0.2 5, 'confidence must be in [0, 1], got 5'",
        "a, 0 0.5 0.5 20 0.2 0.5, 'w must be in [0, 1], got 20'",
        "b, 0 0.5 0.5 0.2 0.2 0.5, 'image_id \"b\" is none of the 4 images'"
    })
    void whatIsNotOfTheFormIsRefusedWithItsPlace(String name, String row, String message) {
        Samples.text(folder.resolve(name + ".txt"), row);
        assertThatThrownBy(() -> json(of(ClassNames.of("cat", "dog"), false)))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining(message);
    }
}
