package org.huale.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetLocatorTest {

    @ParameterizedTest
    @CsvSource({
        "voc:d/VOC2007, voc, d/VOC2007, ",
        "voc:d/VOC2007:test, voc, d/VOC2007, test",
        "voc:C:\\data\\VOC2007, voc, C:\\data\\VOC2007, ",
        "voc:C:\\data\\VOC2007:val, voc, C:\\data\\VOC2007, val",
        "voc:C:/data:val, voc, C:/data, val",
        "voc:a:b/c, voc, a:b/c, ",
        "voc:a:b/c:val, voc, a:b/c, val",
        "coco:x/a.json, coco, x/a.json, ",
        "coco:x/a.json:imgs/val, coco, x/a.json, imgs/val",
        "coco:C:\\x\\a.json:D:\\imgs, coco, C:\\x\\a.json, D:\\imgs",
        "coco:C:\\x\\a.json, coco, C:\\x\\a.json, ",
        "coco:x/A.JSON:y, coco, x/A.JSON, y",
        "yolo:x/data.yaml, yolo, x/data.yaml, ",
        "yolo:x/data.yml:val, yolo, x/data.yml, val",
        "yolo:C:\\x\\data.yaml:val, yolo, C:\\x\\data.yaml, val"
    })
    void partsAreFound(String text, String prefix, String path, String detail) {
        assertThat(DatasetLocator.parse(text))
                .isEqualTo(
                        new DatasetLocator(DatasetFormats.named(prefix), Path.of(path), Optional.ofNullable(detail)));
        assertThat(DatasetLocator.parse(text)).hasToString(text);
    }

    @Test
    void anExistingPathIsTakenWhole(@TempDir Path folder) throws IOException {
        Path odd = Files.createDirectories(folder.resolve("a:b"));
        assertThat(DatasetLocator.parse("voc:" + odd).path()).isEqualTo(odd);
        assertThat(DatasetLocator.parse("voc:" + odd + ":val").detail()).contains("val");
    }

    @ParameterizedTest
    @ValueSource(strings = {"voc:", "voc::val", "voc:x:", "coco:x.json:", "coco: ", "", "x", "vox:x", "C:\\x"})
    void badNamesTellTheAllowedForms(String text) {
        assertThatThrownBy(() -> DatasetLocator.parse(text))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageMatching("(?s).*(voc:DIR\\[:SPLIT\\]|coco:ANNOTATIONS.json).*");
    }

    @ParameterizedTest
    @CsvSource({"yolov8:x, yolo:", "coc:x, coco:", "VOC:x, voc:", "vov:x, voc:", "x/a.json, coco:x/a.json"})
    void nearMissesAreGuessed(String text, String meant) {
        assertThatThrownBy(() -> DatasetLocator.parse(text)).hasMessageEndingWith("did you mean " + meant + "?");
    }

    @Test
    void aHostilePrefixIsNoWork() {
        assertThatThrownBy(() -> DatasetLocator.parse("x".repeat(100_000) + ":y"))
                .isInstanceOf(HualeException.class);
    }
}
