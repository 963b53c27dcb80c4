package org.huale.dataset.via;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.huale.dataset.Read;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ViaFormatTest {
    private static final String RECT =
            "{\"shape_attributes\":{\"name\":\"rect\",\"x\":8,\"y\":6,\"width\":24,\"height\":18},\"region_attributes\":"
                    + "{\"class\":\"cat\"}}";

    @TempDir
    private Path folder;

    private Read read(String text) {
        return Read.of("via", folder.resolve("x.json"), text, "a.png", "b.png");
    }

    private static String image(String name, String regions) {
        return "\"" + name + "-1\":{\"filename\":\"" + name + "\",\"size\":-1,\"regions\":" + regions
                + ",\"file_attributes\":{}}";
    }

    private static String shape(String shape, String attributes) {
        return "{\"shape_attributes\":{\"name\":" + shape + "},\"region_attributes\":" + attributes + "}";
    }

    /** A project of version 2, its exported annotations, and those of version 1. */
    @Test
    void projectsAndPlainAnnotationsAreRead() {
        String regions = image("a.png", "[" + RECT + "]") + "," + image("b.png", "[]");
        String project = "{\"_via_settings\":{\"ui\":{}},\"_via_img_metadata\":{" + regions
                + "},\"_via_attributes\":{\"region\":{\"class\":{\"type\":\"dropdown\",\"options\":{\"dog\":\"\",\"cat\":\"\"}}},"
                + "\"file\":{}}}";
        assertThat(read(project).classes()).containsExactly("dog", "cat");
        for (String text :
                new String[] {project, "{" + regions + "}", "{" + image("a.png", "{\"0\":" + RECT + "}") + "}"}) {
            assertThat(read(text).images()).first().isEqualTo("a.png: cat 8.0 6.0 32.0 24.0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\\nb", "K\\uFFFDfer"})
    void aListedClassThatCannotBeOneIsRefused(String name) {
        String project = "{\"_via_img_metadata\":{" + image("a.png", "[" + RECT + "]")
                + "},\"_via_attributes\":{\"region\":{\"class\":{\"options\":{\"cat\":\"\",\"" + name
                + "\":\"\"}}}}}";
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> read(project))
                .withMessageStartingWith(folder.resolve("x.json") + ": its list of classes: class name");
    }

    @Test
    void otherShapesAreReadAsTheirFrames() {
        Read read = read("{"
                + image(
                        "a.png",
                        "["
                                + shape(
                                        "\"polygon\",\"all_points_x\":[3,9,5],\"all_points_y\":[4,6,12]",
                                        "{\"class\":\"cat\"}")
                                + ","
                                + shape("\"circle\",\"cx\":20,\"cy\":20,\"r\":5", "{\"class\":\"cat\"}")
                                + ","
                                + shape(
                                        "\"ellipse\",\"cx\":20,\"cy\":20,\"rx\":8,\"ry\":4,\"theta\":1.5707963267948966",
                                        "{\"class\":\"cat\"}")
                                + ","
                                + shape(
                                        "\"polyline\",\"all_points_x\":[3,9],\"all_points_y\":[4,6]",
                                        "{\"class\":\"cat\"}")
                                + "]")
                + "}");
        assertThat(read.images())
                .containsExactly("a.png: cat 3.0 4.0 9.0 12.0, cat 15.0 15.0 25.0 25.0, cat 16.0 12.0 24.0 28.0");
        assertThat(read.unusable()).singleElement().asString().contains("region 4: a region of the kind 'polyline'");
    }

    @Test
    void anImageOfShapesWithoutABoxIsNoneWithoutObjects() {
        String line = shape("\"polyline\",\"all_points_x\":[3,9],\"all_points_y\":[4,6]", "{\"class\":\"dog\"}");
        Read read = read("{" + image("a.png", "[" + line + "]") + "," + image("b.png", "[" + RECT + "]") + "}");
        assertThat(read.images()).hasSize(1).first().asString().startsWith("b.png: ");
        assertThat(read.classes()).doesNotContain("dog");
        assertThat(read.reading().account().counts().unusable()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"kind\":\"cat\"} | a.png: cat 8.0 6.0 32.0 24.0",
                "{\"type\":{\"cat\":true,\"dog\":false}} | a.png: cat 8.0 6.0 32.0 24.0",
                "{\"label\":3,\"colour\":\"red\"} | a.png: 3 8.0 6.0 32.0 24.0",
                "{\"class\":\"cat\",\"difficult\":\"1\",\"crowd\":\"1\"} | a.png: cat 8.0 6.0 32.0 24.0 difficult crowd"
            })
    void theClassIsFoundAmongTheAttributes(String attributes, String expected) {
        Read read = read("{" + image("a.png", "[" + RECT.replace("{\"class\":\"cat\"}", attributes) + "]") + "}");
        assertThat(read.images()).containsExactly(expected);
    }

    @Test
    void whichAttributeHoldsTheClassIsNotGuessed() {
        String region = RECT.replace("{\"class\":\"cat\"}", "{\"sort\":\"cat\",\"colour\":\"red\"}");
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> read("{" + image("a.png", "[" + region + "]") + "}"))
                .withMessageContaining("x.json: regions have the attributes [sort, colour]");
        assertThat(read("{" + image("a.png", "[" + RECT.replace("{\"class\":\"cat\"}", "{}") + "]") + "}")
                        .unusable())
                .singleElement()
                .asString()
                .contains("image 1 (a.png): region 1: class name is empty");
    }
}
