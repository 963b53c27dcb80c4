package org.huale.dataset.labelme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.huale.dataset.DatasetLocator;
import org.huale.dataset.Read;
import org.huale.dataset.Samples;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelmeFormatTest {
    @TempDir
    private Path folder;

    private Read read() {
        return new Read(DatasetLocator.parse("labelme:" + folder).read());
    }

    private void file(String name, String image, String shapes) {
        Samples.text(
                folder.resolve(name),
                "{\"version\":\"5.5.0\",\"flags\":{},\"shapes\":[" + shapes + "],\"imagePath\":\"" + image
                        + "\",\"imageData\":\"" + "A".repeat(2_000_000)
                        + "\",\"imageHeight\":48,\"imageWidth\":64}");
    }

    private static String shape(String kind, String points, String more) {
        return "{\"label\":\"cat\",\"points\":" + points + ",\"group_id\":null,\"shape_type\":\"" + kind + "\"" + more
                + "}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rectangle | [[8,6],[32,24]] | 8.0 6.0 32.0 24.0",
                "rectangle | [[32,6],[8,24]] | 8.0 6.0 32.0 24.0",
                "rectangle | [[8,6],[32,6],[32,24],[8,24]] | 8.0 6.0 32.0 24.0",
                "polygon | [[8,6],[32,10],[10,24]] | 8.0 6.0 32.0 24.0",
                "circle | [[20,20],[23,24]] | 15.0 15.0 25.0 25.0",
                "rotation | [[20,6],[32,15],[20,24],[8,15]] | 8.0 6.0 32.0 24.0"
            })
    void shapesAreReadAsTheirFrames(String kind, String points, String box) {
        Samples.image(folder.resolve("a.png"), Samples.SIZE, 1);
        file("a.json", "a.png", shape(kind, points, ",\"flags\":{}"));
        assertThat(read().images()).containsExactly("a.png: cat " + box);
        assertThat(read().problems()).hasSize(kind.equals("rectangle") ? 0 : 1);
    }

    @Test
    void anImageOfShapesWithoutABoxIsNoneWithoutObjects() {
        Samples.image(folder.resolve("a.png"), Samples.SIZE, 1);
        Samples.image(folder.resolve("b.png"), Samples.SIZE, 2);
        file("a.json", "a.png", "7," + shape("point", "[[8,6]]", ""));
        file("b.json", "b.png", shape("rectangle", "[[8,6],[32,24]]", ""));
        assertThat(read().images()).containsExactly("b.png: cat 8.0 6.0 32.0 24.0");
        assertThat(read().reading().account().counts().unusable()).isEqualTo(1);
        assertThat(read().reading().account().counts().lost()).isEqualTo(2);
    }

    @Test
    void marksAndWhatIsNotKept() {
        Samples.image(folder.resolve("a.png"), Samples.SIZE, 1);
        file(
                "a.json",
                "a.png",
                shape("rectangle", "[[8,6],[32,24]]", ",\"difficult\":true") + ","
                        + shape(
                                "rectangle",
                                "[[8,6],[32,25]]",
                                ",\"flags\":{\"crowd\":true,\"blurred\":true},\"description\":\"x\"")
                        + "," + shape("linestrip", "[[8,6],[32,24]]", "") + "," + shape("point", "[[8,6]]", ""));
        assertThat(read().images())
                .containsExactly("a.png: cat 8.0 6.0 32.0 24.0 difficult, cat 8.0 6.0 32.0 25.0 crowd");
        assertThat(read().problems())
                .contains(
                        "UNUSABLE a.json: shape 3: a shape of the kind 'linestrip' has no box; dropped",
                        "UNUSABLE a.json: shape 4: a shape of the kind 'point' has no box; dropped",
                        "NOTE a.json: shape 2: attribute 'blurred' is not kept",
                        "NOTE a.json: shape 2: attribute 'description' is not kept");
    }

    @Test
    void imagesAreFoundFromTheFile() {
        Samples.image(folder.resolve("images/x/a.png"), Samples.SIZE, 1);
        Samples.image(folder.resolve("images/y/a.png"), Samples.SIZE, 1);
        Samples.image(folder.resolve("labels/b.png"), Samples.SIZE, 2);
        file("labels/a.json", "../images/x/a.png", "");
        file("labels/b.json", "C:\\\\Users\\\\me\\\\b.png", "");
        assertThat(read().images()).containsExactly("x/a.png: ", "labels/b.png: ");
    }

    @Test
    void otherAndDamagedFilesAreNamed() {
        Samples.image(folder.resolve("a.png"), Samples.SIZE, 1);
        file("a.json", "a.png", "");
        Samples.text(folder.resolve("b.json"), "{\"shapes\":[");
        Samples.text(folder.resolve("config.json"), "{\"x\":1}");
        file("c.json", "../../c.png", "");
        assertThat(read().images()).containsExactly("a.png: ");
        assertThat(read().problems())
                .anyMatch(it -> it.startsWith("UNUSABLE b.json: ") && it.contains("not valid JSON"))
                .anyMatch(it -> it.startsWith("UNUSABLE c.json"))
                .anyMatch(it -> it.startsWith("NOTE config.json: has no key 'shapes'"));
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() ->
                        DatasetLocator.parse("labelme:" + folder + "/none").read())
                .withMessageContaining("no such folder");
    }
}
