package org.huale.torch.rcnn.rpn;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.huale.geometry.FlatBoxes;
import org.huale.geometry.ImageSize;
import org.huale.torch.golden.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnchorGeneratorTest {
    private static final Golden GOLDEN = Golden.of("anchors");

    @Test
    void anchorsOfAResNetPyramidAreTorchvisions() {
        AnchorGenerator generator = AnchorGenerator.onePerLevel(32, 64, 128, 256, 512);
        GOLDEN.assertSampled("resnet", all(generator, "resnet"), 0);
        GOLDEN.assertSampled("resnet-large", all(generator, "resnet-large"), 0);
    }

    @Test
    void anchorsOfAMobileNetAreTorchvisions() {
        AnchorGenerator generator = AnchorGenerator.allOnEveryLevel(3, 32, 64, 128, 256, 512);
        GOLDEN.assertSampled("mobilenet", all(generator, "mobilenet"), 0);
    }

    @Test
    void levelsMustHaveEquallyManyAnchors() {
        assertThatThrownBy(() -> new AnchorGenerator(
                        List.of(List.of(32), List.of(64, 128)), List.of(List.of(1.0), List.of(1.0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("same number of anchors per cell");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -5})
    void sizesAreOfPixels(int size) {
        assertThatThrownBy(() -> new AnchorGenerator(List.of(List.of(size)), List.of(List.of(1.0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sizes of anchors must be at least 1, in pixels, got [[" + size + "]]");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void ratiosArePositiveNumbers(double ratio) {
        assertThatThrownBy(() -> new AnchorGenerator(List.of(List.of(8)), List.of(List.of(ratio))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("aspect ratios of anchors must be above 0 and finite, got [[" + ratio + "]]");
    }

    private static float[] all(AnchorGenerator generator, String key) {
        int[] grids = GOLDEN.ints(key + ".grids");
        int[] padded = GOLDEN.ints(key + ".padded");
        float[] anchors = new float[0];
        for (int level = 0; level < generator.levels(); level++) {
            ImageSize map = new ImageSize(grids[2 * level + 1], grids[2 * level]);
            anchors =
                    FlatBoxes.concatenated(anchors, generator.anchors(level, map, new ImageSize(padded[1], padded[0])));
        }
        return anchors;
    }
}
