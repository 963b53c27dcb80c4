package org.huale.torch.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.huale.torch.golden.Golden;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.torch.nn.BackboneOptions.Architecture;
import org.huale.torch.nn.BackboneOptions.Padding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackboneOptionsTest {
    private static final BackboneOptions RESNET = BackboneOptions.defaults(Architecture.RESNET50);
    private static final BackboneOptions MOBILENET = BackboneOptions.defaults(Architecture.MOBILENET_V2);

    @Test
    void defaultsAreTorchvisions() {
        assertThat(RESNET)
                .isEqualTo(new BackboneOptions(
                        Architecture.RESNET50, List.of(1, 2, 3, 4), 3, 256, Padding.SYMMETRIC, 1e-5));
        assertThat(MOBILENET)
                .isEqualTo(
                        new BackboneOptions(Architecture.MOBILENET_V2, List.of(4, 5), 3, 256, Padding.SYMMETRIC, 1e-5));
    }

    @Test
    void onlyResNetsEndAtFiveTrainableLayers() {
        assertThat(MOBILENET.withTrainableLayers(6).trainableLayers()).isEqualTo(6);
        assertThatThrownBy(() -> RESNET.withTrainableLayers(6))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("trainableLayers must be in 0 to 5, got 6");
    }

    @Test
    void samePaddingIsForNetworksWithWeightsOfTensorFlow() {
        assertThat(MOBILENET.withPadding(Padding.SAME).padding()).isEqualTo(Padding.SAME);
        assertThat(BackboneOptions.defaults(Architecture.EFFICIENTNET_LITE0).padding())
                .isEqualTo(Padding.SAME);
        assertThatThrownBy(() -> RESNET.withPadding(Padding.SAME))
                .hasMessageContaining("MOBILENET_V2 and EFFICIENTNET_LITE0 only");
    }

    @Test
    void returnedLayersAscendWithinTheNetwork() {
        for (List<Integer> wrong : List.of(List.<Integer>of(), List.of(0, 1), List.of(4, 5), List.of(2, 2))) {
            assertThatThrownBy(() -> new BackboneOptions(Architecture.RESNET18, wrong, 3, 256, Padding.SYMMETRIC, 1e-5))
                    .as("%s", wrong)
                    .hasMessageContaining("returnedLayers");
        }
    }

    @Test
    void noStrideIsSkippedBetweenReturnedLayers() {
        assertThatThrownBy(() -> returning(Architecture.RESNET50, 2, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("returnedLayers of RESNET50 must not skip a stride, for each may be at most twice the one"
                        + " before: stages 1 to 4 have the strides [4, 8, 16, 32], got [2, 4] with [8, 32]");
        assertThatThrownBy(() -> returning(Architecture.RESNET18, 1, 2, 4)).hasMessageContaining("with [4, 8, 32]");
        assertThatThrownBy(() -> returning(Architecture.MOBILENET_V2, 0, 2)).hasMessageContaining("with [2, 8]");
        assertThatThrownBy(() -> returning(Architecture.EFFICIENTNET_LITE0, 2, 5))
                .hasMessageContaining("stages 0 to 5 have the strides [2, 4, 8, 16, 32, 32], got [2, 5] with [8, 32]");
    }

    @Test
    void theLastTwoStagesOfAMobileNetHaveOneStride() {
        assertThat(returning(Architecture.MOBILENET_V3_LARGE, 4, 5).strides()).containsExactly(32, 32, 64);
        assertThat(returning(Architecture.MOBILENET_V2, 3, 5).strides()).containsExactly(16, 32, 64);
        assertThat(returning(Architecture.MOBILENET_V2, 0, 1, 2, 3, 4, 5).strides())
                .containsExactly(2, 4, 8, 16, 32, 32, 64);
        assertThat(returning(Architecture.RESNET50, 3).strides()).containsExactly(16, 32);
    }

    private static BackboneOptions returning(Architecture architecture, Integer... layers) {
        return new BackboneOptions(architecture, List.of(layers), 3, 256, Padding.SYMMETRIC, 1e-5);
    }

    @Test
    void tapsAreTheFirstOrTheLastBlocksOfStages() {
        List<Integer> begins = List.of(0, 2, 4, 7, 14, 18);
        BackboneOptions options =
                new BackboneOptions(Architecture.MOBILENET_V2, List.of(2, 3, 4, 5), 3, 256, Padding.SYMMETRIC, 1e-5);
        assertThat(options.tapped(begins)).containsExactly(4, 7, 14, 18);
        assertThat(options.tappedAtEnds(0).tapped(begins)).containsExactly(6, 13, 17, 18);
    }

    @Test
    void tapsOfMobileNetV3AreThoseOfItsOwnStages() {
        BackboneOptions options = everyStage(Architecture.MOBILENET_V3_LARGE);
        assertThat(options.tapped(MobileNetV3.STAGES)).containsExactly(0, 2, 4, 7, 13, 16);
        assertThat(options.tappedAtEnds(0).tapped(MobileNetV3.STAGES)).containsExactly(1, 3, 6, 12, 15, 16);
    }

    /**
     * In torchvision's mobilenet_v2 and mobilenet_v3_large: the channels of the last block before each that halves the map, of
     * the last block of all, and of the convolution after it.
     */
    @ParameterizedTest
    @CsvSource({"MOBILENET_V2, 16 24 32 96 320 1280", "MOBILENET_V3_LARGE, 16 24 40 112 160 960"})
    void mapsOfTheEndsOfStagesAreTorchvisions(Architecture architecture, String channels) {
        BackboneOptions options = everyStage(architecture).tappedAtEnds(0);
        try (ParameterStore store = Golden.store()) {
            BackboneWithFpn backbone = Backbones.create(options, store.at("backbone"));
            List<Integer> strides = TensorScope.withoutGradient(
                    () -> backbone.features(Tensors.channelsLast(Tensors.zeros(1, 3, 64, 64))).stream()
                            .map(map -> Math.toIntExact(64 / map.size(3)))
                            .toList());
            assertThat(strides).containsExactly(2, 4, 8, 16, 32, 32, 64).isEqualTo(options.strides());
            assertThat(channelsIntoThePyramid(store)).isEqualTo(channels);
        }
    }

    private static BackboneOptions everyStage(Architecture architecture) {
        return new BackboneOptions(architecture, List.of(0, 1, 2, 3, 4, 5), 3, 8, Padding.SYMMETRIC, 1e-5);
    }

    private static String channelsIntoThePyramid(ParameterStore store) {
        return IntStream.range(0, 6)
                .mapToObj(level -> store.get("backbone.fpn.inner_blocks." + level + ".0.weight"))
                .map(weight -> Long.toString(weight.size(1)))
                .collect(Collectors.joining(" "));
    }

    @Test
    void resNetsFreezeByStage() {
        assertThat(MOBILENET.tappedAtEnds(7).frozenLayers()).isEqualTo(7);
        assertThat(MOBILENET.tappedAtEnds(7).trainedWhole().frozenLayers()).isZero();
        assertThatThrownBy(() -> RESNET.tappedAtEnds(1)).hasMessage("frozenLayers must be in 0 to 0, got 1");
    }

    @Test
    void epsilonIsANumberFromZero() {
        assertThat(RESNET.withBatchNormEpsilon(0).batchNormEpsilon()).isZero();
        assertThatThrownBy(() -> RESNET.withBatchNormEpsilon(Double.NaN)).hasMessageContaining("NaN");
    }
}
