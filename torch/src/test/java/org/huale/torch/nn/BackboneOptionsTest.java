package org.huale.torch.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.huale.torch.nn.BackboneOptions.Architecture;
import org.huale.torch.nn.BackboneOptions.Padding;
import org.junit.jupiter.api.Test;

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
    void tapsAreTheFirstOrTheLastBlocksOfStages() {
        List<Integer> begins = List.of(0, 2, 4, 7, 14, 18);
        BackboneOptions options =
                new BackboneOptions(Architecture.MOBILENET_V2, List.of(2, 3, 4, 5), 3, 256, Padding.SYMMETRIC, 1e-5);
        assertThat(options.tapped(begins)).containsExactly(4, 7, 14, 18);
        assertThat(options.tappedAtEnds(0).tapped(begins)).containsExactly(6, 13, 17, 18);
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
