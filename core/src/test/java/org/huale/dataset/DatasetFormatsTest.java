package org.huale.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.huale.config.ConfigJson;
import org.huale.config.ConfigSchema;
import org.huale.config.Settings;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetFormatsTest {

    record Choice(DatasetFormat format) {
        static final Choice COCO = new Choice(DatasetFormat.named("coco"));
    }

    @Test
    void thoseOfTheProgramComeInTheOrderOfItsMessages() {
        assertThat(DatasetFormat.names())
                .containsSubsequence(
                        "voc",
                        "coco",
                        "yolo",
                        "cvat",
                        "labelstudio",
                        "labelme",
                        "createml",
                        "via",
                        "csv",
                        "openimages");
        assertThat(DatasetFormats.either(DatasetFormat::title))
                .endsWith("VOC, COCO, YOLO, CVAT, Label Studio, labelme, Create ML, VIA, CSV or Open Images");
    }

    @ParameterizedTest
    @ValueSource(strings = {"voc", "VOC"})
    void aConfigurationNamesOneInAnyCase(String word) {
        Choice choice = new Settings().value("format", word, "test").into(Choice.COCO);
        assertThat(choice.format()).isEqualTo(DatasetFormats.named("voc"));
        assertThat(ConfigJson.read("{\"format\": \"" + word + "\"}", Choice.class))
                .isEqualTo(choice);
        assertThat(ConfigJson.write(choice)).isEqualToIgnoringWhitespace("{\"format\":\"voc\"}");
    }

    @Test
    void aWordThatIsNoneIsRefusedWithThoseThatAre() {
        assertThatExceptionOfType(HualeException.class)
                .isThrownBy(() -> new Settings().value("format", "vox", "test").into(Choice.COCO))
                .withMessageContaining("format: \"vox\" is not one of [")
                .withMessageContaining("voc, coco, yolo, cvat,");
    }

    @Test
    void theSchemaListsThem() {
        assertThat(ConfigSchema.of(Choice.COCO))
                .contains("\"voc\", \"coco\", \"yolo\", \"cvat\",", "\"default\" : \"coco\"");
    }
}
