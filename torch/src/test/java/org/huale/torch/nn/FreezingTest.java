package org.huale.torch.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bytedeco.pytorch.Tensor;
import org.huale.torch.golden.Golden;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.torch.nn.BackboneOptions.Architecture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreezingTest {

    @ParameterizedTest
    @CsvSource({
        "RESNET18, 0, ''",
        "RESNET18, 3, layer2 layer3 layer4",
        "RESNET18, 5, conv1 layer1 layer2 layer3 layer4",
        "SMALL_RESNET, 2, layer3 layer4",
        "MOBILENET_V2, 0, ''",
        "MOBILENET_V2, 2, 14 15 16 17 18",
        "MOBILENET_V3_LARGE, 1, 16",
        "EFFICIENTNET_LITE0, 0, ''",
        "EFFICIENTNET_LITE0, 2, _blocks.11 _blocks.12 _blocks.13 _blocks.14 _blocks.15",
        "EFFICIENTNET_LITE0, 5, _blocks.1 _blocks.10 _blocks.11 _blocks.12 _blocks.13 _blocks.14 _blocks.15 _blocks.2"
                + " _blocks.3 _blocks.4 _blocks.5 _blocks.6 _blocks.7 _blocks.8 _blocks.9",
        "MOBILENET_V3_LARGE, 6, 0 1 10 11 12 13 14 15 16 2 3 4 5 6 7 8 9"
    })
    void trainableLayersCountFromTheEnd(Architecture architecture, int layers, String stages) {
        try (ParameterStore store = Golden.store()) {
            BackboneOptions options = BackboneOptions.defaults(architecture).withTrainableLayers(layers);
            BackboneWithFpn made = Backbones.create(options, store.at("backbone"));
            assertThat(made.beginsFrozen()).isEqualTo(Backbones.beginsFrozen(options));
            assertThat(String.join(" ", stages(store.trainable().keySet()))).isEqualTo(stages);
        }
    }

    @Test
    void layersFreezeFromTheBeginningWhereTheirNumberIsGiven() {
        for (Architecture architecture : List.of(Architecture.MOBILENET_V2, Architecture.MOBILENET_V3_LARGE)) {
            try (ParameterStore store = Golden.store()) {
                Backbones.create(BackboneOptions.defaults(architecture).tappedAtEnds(12), store.at("backbone"));
                assertThat(stages(store.trainable().keySet())).contains("12").doesNotContain("11", "2", "0");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RESNET18, 3",
        "SMALL_RESNET, 3",
        "SMALL_RESNET, 5",
        "MOBILENET_V3_LARGE, 5",
        "MOBILENET_V2, 6",
        "EFFICIENTNET_LITE0, 4"
    })
    void exactlyTheTrainableTensorsGetGradients(Architecture architecture, int layers) {
        try (ParameterStore store = Golden.store()) {
            BackboneWithFpn backbone = Backbones.create(
                    BackboneOptions.defaults(architecture).withTrainableLayers(layers), store.at("backbone"));
            TensorScope.run(() -> sum(backbone.features(
                            Tensors.channelsLast(Tensors.of(new float[3 * 64 * 64], 1, 3, 64, 64))))
                    .backward());
            store.tensors()
                    .forEach((name, tensor) -> assertThat(
                                    TensorScope.get(() -> tensor.grad().defined()))
                            .as(name)
                            .isEqualTo(store.trainable().containsKey(name)));
        }
    }

    @Test
    void aFrozenBackboneRecordsNothing() {
        try (ParameterStore store = Golden.store()) {
            BackboneWithFpn backbone = Backbones.create(
                    BackboneOptions.defaults(Architecture.RESNET18).withTrainableLayers(0), store.at("backbone"));
            store.trainable().values().forEach(tensor -> tensor.set_requires_grad(false));
            boolean recorded = TensorScope.get(() ->
                    backbone.features(Tensors.zeros(1, 3, 32, 32)).stream().anyMatch(Tensor::requires_grad));
            assertThat(recorded).isFalse();
        }
    }

    @Test
    void aNetworkMadeInAScopeOutlivesIt() {
        try (ParameterStore store = Golden.store()) {
            TensorScope.run(
                    () -> Backbones.create(BackboneOptions.defaults(Architecture.RESNET18), store.at("backbone")));
            assertThat(store.tensors().values())
                    .allSatisfy(tensor -> assertThat(tensor.isNull()).isFalse());
        }
    }

    private static Set<String> stages(Set<String> names) {
        String body = "backbone.body.";
        Set<String> stages = new TreeSet<>();
        names.stream()
                .filter(name -> name.startsWith(body))
                .map(name -> name.substring(body.length()))
                .forEach(name -> stages.add(name.replaceFirst("^(_blocks\\.\\d+|[^.]+)\\..*", "$1")));
        return stages;
    }

    private static Tensor sum(List<Tensor> features) {
        return features.stream().map(Tensor::sum).reduce(Tensor::add).orElseThrow();
    }
}
