package org.huale.torch.companion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Device;
import org.huale.config.Mode;
import org.huale.geometry.ImageSize;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.torch.nn.Pyramid;
import org.huale.torch.nn.StateLoading;
import org.huale.weights.StateDict;
import org.huale.weights.TensorData;
import org.junit.jupiter.api.Test;

/** Numbers worked out by hand: of two images, the second covers the left half of the padded maps. */
class LossModuleTest {

    /**
     * Means of the first image 0.25 and 0.75: its layers give (0.75, 0) and (0.5, 1), the whole 0.75 + 50 + 1000 + 1/8.
     * Those of the second -1 and 0: (0, 1) and (0, 0.25), so 10 + 250 + 1/8.
     */
    @Test
    void eachLevelGoesThroughItsOwnLayerAndThoseAboveZeroThroughTheLast() {
        assertThat(predicted(Mode.FIXED)).containsExactly(new float[] {1050.875f, 260.125f}, within(1e-3f));
    }

    /** With its padding the second image has the means 1 and 0.75: (1.5, 0) and (0.5, 1), so 1.5 + 50 + 1000 + 1/8. */
    @Test
    void asPublishedThePaddingCounts() {
        assertThat(predicted(Mode.FAITHFUL)).containsExactly(new float[] {1050.875f, 1051.625f}, within(1e-3f));
    }

    @Test
    void asPublishedFourLevelsAreLookedAt() {
        assertThat(LossModule.Sizes.of(Mode.FAITHFUL, 5, 1, 2)).isEqualTo(new LossModule.Sizes(4, 1, 2));
        assertThat(LossModule.Sizes.of(Mode.FAITHFUL, 3, 1, 2)).isEqualTo(new LossModule.Sizes(3, 1, 2));
        assertThat(LossModule.Sizes.of(Mode.FIXED, 5, 1, 2)).isEqualTo(new LossModule.Sizes(5, 1, 2));
    }

    private static float[] predicted(Mode mode) {
        try (LossModule module = new LossModule(mode, new LossModule.Sizes(2, 1, 2), new Device("cpu"), 1)) {
            StateLoading.load(module.parameters(), weights(), "a test");
            return TensorScope.get(() -> Tensors.toFloats(module.of(pyramid())));
        }
    }

    private static StateDict weights() {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        tensors.put("levels.0.weight", TensorData.of(new float[] {1, -1}, 2, 1));
        tensors.put("levels.0.bias", TensorData.of(new float[] {0.5f, 0}, 2));
        tensors.put("levels.1.weight", TensorData.of(new float[] {2, 1}, 2, 1));
        tensors.put("levels.1.bias", TensorData.of(new float[] {-1, 0.25f}, 2));
        tensors.put("last.weight", TensorData.of(new float[] {1, 10, 100, 1000}, 1, 4));
        tensors.put("last.bias", TensorData.of(new float[] {0.125f}, 1));
        return StateDict.of(tensors);
    }

    private static Pyramid pyramid() {
        return new Pyramid(
                List.of(
                        Tensors.of(new float[] {0, 0.5f, -1, 3}, 2, 1, 1, 2),
                        Tensors.of(new float[] {0.5f, 1, 0, 1.5f}, 2, 1, 1, 2)),
                new ImageSize(64, 32),
                List.of(new ImageSize(64, 32), new ImageSize(32, 32)));
    }
}
