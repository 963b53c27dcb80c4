package org.huale.torch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.huale.problem.HualeException;
import org.huale.weights.StateDict;
import org.huale.weights.TensorData;
import org.huale.weights.WeightsFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases of a work folder with two images and three regions. */
class DetectorBenchmarkTest {
    private static final String CASES =
            "infer:MODEL:BATCH, train:MODEL:BATCH and train:MODEL:BATCH:bf16, BATCH from 1 to 2, and roialign:3";

    @TempDir
    private Path folder;

    private Path work;

    @BeforeEach
    void writeWork() {
        TensorData image = TensorData.of(new float[12], 2, 2, 3);
        work = folder.resolve("work.safetensors");
        WeightsFile.write(
                work,
                StateDict.of(
                        Map.of("image.1", image, "image.2", image, "regions", TensorData.of(new float[12], 3, 4))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "infer",
                "infer:resnet50-fpn",
                "infer:resnet50-fpn:x",
                "infer:resnet50-fpn:0",
                "infer:resnet50-fpn:3",
                "infer:resnet50-fpn:99999999999",
                "infer:resnet50-fpn:1:",
                "infer:resnet50-fpn:1:bf16",
                "train:resnet50-fpn:1:fp16",
                "train:resnet50-fpn:1:bf16:2",
                "train:resnet50-fpn:3:bf16",
                "roialign",
                "roialign:512",
                "roialign:3:bf16",
                "ceiling"
            })
    void whatTheWorkDoesNotHoldIsRefused(String name) {
        assertRefused(name, "no such case: " + name + "; of " + work + " there are " + CASES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"infer:yolo:2", "train:yolo:1", "train:yolo:2:bf16"})
    void modelsOfItsCasesAreLookedFor(String name) {
        assertRefused(name, "no model is named yolo; there are " + DetectorModel.names());
    }

    private void assertRefused(String name, String message) {
        try (DetectorBenchmark benchmark = new DetectorBenchmark(folder, "cpu", 1)) {
            assertThatThrownBy(() -> benchmark.milliseconds(name))
                    .isInstanceOf(HualeException.class)
                    .hasMessage(message);
        }
    }
}
