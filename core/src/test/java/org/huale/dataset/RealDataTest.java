package org.huale.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.huale.dataset.file.BoxCounts;
import org.huale.dataset.validation.DatasetSummary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counts of real data sets, taken from the files with Python's own XML and JSON readers. */
class RealDataTest {
    private String data = "";

    @BeforeEach
    void requireData() {
        String folder = System.getenv("HUALE_DATA");
        assumeTrue(folder != null, "HUALE_DATA names no folder of real images");
        data = String.valueOf(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "voc:%/bccd:trainval, 292, 0, 3941, 2, 0, 3",
        "voc:%/voc2007-small:trainval, 2452, 0, 7438, 0, 0, 20",
        "voc:%/voc2007-small:test, 1000, 0, 2905, 0, 0, 20",
        "yolo:%/aquarium/data.yaml:train, 448, 1, 3324, 0, 0, 7",
        "yolo:%/aquarium/data.yaml:val, 127, 0, 909, 0, 0, 7",
        "yolo:%/aquarium/data.yaml:test, 63, 0, 582, 2, 0, 7",
        "coco:%/tinycoco/annotations/instances_train2017.json, 50, 1, 470, 0, 5, 80",
        "coco:%/tinycoco/annotations/instances_val2017.json, 50, 2, 382, 0, 5, 80"
    })
    void countsAreAsKnown(String name, int images, int empty, int boxes, int dropped, int crowd, int classes) {
        DatasetReading reading = DatasetLocator.parse(name.replace("%", data)).read();
        DatasetSummary summary = DatasetSummary.of(reading, 0, 0);
        assertThat(summary.images()).isEqualTo(images);
        assertThat(summary.imagesWithoutObjects()).isEqualTo(empty);
        assertThat(summary.boxes()).isEqualTo(boxes);
        assertThat(summary.crowd()).isEqualTo(crowd);
        assertThat(summary.classes()).hasSize(classes);
        assertThat(reading.boxes()).isEqualTo(new BoxCounts(0, dropped));
        assertThat(reading.hasUnusable()).isEqualTo(dropped > 0);
        assertThat(reading.account().counts().lost()).isEqualTo(dropped);
    }
}
