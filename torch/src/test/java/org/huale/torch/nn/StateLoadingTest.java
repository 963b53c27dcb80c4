package org.huale.torch.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.huale.problem.HualeException;
import org.huale.torch.golden.Golden;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.torch.nn.BackboneOptions.Architecture;
import org.huale.torch.nn.BackboneOptions.Padding;
import org.huale.weights.StateDict;
import org.huale.weights.TensorData;
import org.huale.weights.WeightsFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StateLoadingTest {
    private static final String BIAS = "backbone.fpn.inner_blocks.0.0.bias";
    private final ParameterStore store = Golden.store();

    StateLoadingTest() {
        Backbones.create(BackboneOptions.defaults(Architecture.MOBILENET_V2), store.at("backbone"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void savedAndLoadedIsTheSame() {
        StateDict initial = StateLoading.toStateDict(store);
        Golden.fill(store);
        StateDict filled = StateLoading.toStateDict(store);
        StateLoading.load(store, initial, "memory");
        assertThat(StateLoading.toStateDict(store)).isEqualTo(initial).isNotEqualTo(filled);
        assertThat(initial.get("backbone.body.0.1.num_batches_tracked")).isEqualTo(TensorData.of(new long[] {0}));
    }

    @Test
    void countersOfBatchNormMayBeMissing() {
        Map<String, TensorData> tensors = tensors();
        tensors.keySet().removeIf(name -> name.endsWith("num_batches_tracked"));
        float[] ones = Initializer.constant(1).values(new long[] {256}, new Random(1));
        tensors.put(BIAS, TensorData.of(ones, 256));
        StateLoading.load(store, StateDict.of(tensors), "memory");
        assertThat(floats(BIAS)).isEqualTo(ones);
        assertThat(tensors().get("backbone.body.0.1.num_batches_tracked")).isEqualTo(TensorData.of(new long[] {0}));
    }

    @Test
    void namesOfOlderDetectorsAreUnderstood() {
        Map<String, TensorData> tensors = tensors();
        tensors.remove(BIAS);
        float[] ones = Initializer.constant(1).values(new long[] {256}, new Random(1));
        tensors.put("backbone.fpn.inner_blocks.0.bias", TensorData.of(ones, 256));
        StateLoading.load(store, StateDict.of(tensors), "memory");
        assertThat(floats(BIAS)).isEqualTo(ones);
    }

    @Test
    void everyMisfitIsNamedAndNothingChanges() {
        Map<String, TensorData> tensors = tensors();
        tensors.remove(BIAS);
        tensors.put("backbone.fc.weight", TensorData.of(new float[2], 2));
        tensors.put("backbone.body.0.1.bias", TensorData.of(new float[3], 3));
        tensors.put("backbone.body.0.0.weight", TensorData.of(new float[32 * 27], 32, 3, 3, 3));
        float[] before = floats("backbone.body.0.0.weight");
        assertThatThrownBy(() -> StateLoading.load(store, StateDict.of(tensors), "w.pth"))
                .isInstanceOf(HualeException.class)
                .hasMessage("w.pth: the weights do not fit the network:\n  1 missing: " + BIAS
                        + " [256]\n  1 unexpected: backbone.fc.weight [2]\n  1 of another shape: "
                        + "backbone.body.0.1.bias is [3] in the file, [32] in the network");
        assertThat(floats("backbone.body.0.0.weight")).isEqualTo(before);
    }

    @Test
    void manyMisfitsAreCountedAndTheFirstShown() {
        assertThatThrownBy(() -> StateLoading.load(store, StateDict.of(Map.of()), "w.pth"))
                .hasMessageContaining(
                        "268 missing: backbone.body.0.0.weight [32, 3, 3, 3]; backbone.body.0.1.weight [32];")
                .hasMessageEndingWith("; ...");
    }

    @Test
    void weightsAreFinite() {
        Map<String, TensorData> tensors = tensors();
        float[] values = new float[256];
        values[17] = Float.NaN;
        tensors.put(BIAS, TensorData.of(values, 256));
        assertThatThrownBy(() -> StateLoading.load(store, StateDict.of(tensors), "w.pth"))
                .hasMessage("w.pth: " + BIAS + " holds NaN at position 17; weights must be finite");
    }

    @Test
    void classificationWeightsFillTheBodyOnly() {
        Map<String, TensorData> tensors = classification();
        tensors.put("features.0.1.bias", TensorData.of(new float[32], 32));
        float[] pyramid = floats("backbone.fpn.layer_blocks.0.0.weight");
        Golden.fill(store);
        StateLoading.loadBackbone(store.at("backbone"), StateDict.of(tensors), "memory");
        assertThat(floats("backbone.body.0.1.bias")).containsOnly(0);
        assertThat(floats("backbone.fpn.layer_blocks.0.0.weight")).isNotEqualTo(pyramid);
    }

    @Test
    void stagesAfterTheLastReturnedAreLeftOut() {
        BackboneOptions options =
                new BackboneOptions(Architecture.MOBILENET_V2, List.of(2, 3), 3, 256, Padding.SYMMETRIC, 1e-5);
        Map<String, TensorData> tensors = classification();
        try (ParameterStore small = Golden.store()) {
            Backbones.create(options, small.at("backbone"));
            StateLoading.loadBackbone(small.at("backbone"), StateDict.of(tensors), "memory");
            tensors.put("features.3.conv.9.weight", TensorData.of(new float[1], 1));
            assertThatThrownBy(() -> StateLoading.loadBackbone(small.at("backbone"), StateDict.of(tensors), "memory"))
                    .hasMessageContaining("1 unexpected: backbone.body.3.conv.9.weight");
        }
    }

    @Test
    void weightsOfEfficientNetLiteLoadUnderTheNamesOfItsPackage() {
        try (ParameterStore lite = Golden.store()) {
            Backbones.create(BackboneOptions.defaults(Architecture.EFFICIENTNET_LITE0), lite.at("backbone"));
            Map<String, TensorData> tensors = new LinkedHashMap<>();
            StateLoading.toStateDict(lite).tensors().forEach((name, data) -> {
                if (name.startsWith("backbone.body.")) {
                    tensors.put(name.substring("backbone.body.".length()), data);
                }
            });
            tensors.put("_bn0.bias", TensorData.of(Initializer.constant(2).values(new long[] {32}, new Random(1)), 32));
            for (String unused : List.of("_conv_head.weight", "_bn1.bias", "_fc.weight")) {
                tensors.put(unused, TensorData.of(new float[1], 1));
            }
            StateLoading.loadBackbone(lite.at("backbone"), StateDict.of(tensors), "memory");
            assertThat(TensorScope.get(() -> Tensors.toFloats(lite.get("backbone.body._bn0.bias"))))
                    .containsOnly(2);
            tensors.put("_blocks.3._se_reduce.bias", TensorData.of(new float[1], 1));
            assertThatThrownBy(() -> StateLoading.loadBackbone(lite.at("backbone"), StateDict.of(tensors), "memory"))
                    .hasMessageContaining("1 unexpected: backbone.body._blocks.3._se_reduce.bias");
        }
    }

    @Test
    void realPretrainedWeightsLoadAndTellTheirPadding() {
        String data = System.getenv("HUALE_DATA");
        assumeTrue(data != null, "HUALE_DATA is not set");
        Path file = Path.of(data).resolveSibling("weights").resolve("mobilenet_v2_imagenet.safetensors");
        assumeTrue(Files.exists(file), "no pretrained weights beside HUALE_DATA");
        StateDict weights = WeightsFile.read(file);
        assertThat(StateLoading.padding(weights.metadata())).contains(Padding.SAME);
        StateLoading.loadBackbone(store.at("backbone"), weights, file.toString());
        assertThat(floats("backbone.body.18.0.weight"))
                .isEqualTo(weights.get("features.18.0.weight").toFloats());
    }

    @Test
    void paddingIsUnknownWithoutAWordAboutIt() {
        assertThat(StateLoading.padding(Map.of())).isEmpty();
    }

    private Map<String, TensorData> tensors() {
        return new LinkedHashMap<>(StateLoading.toStateDict(store).tensors());
    }

    /** The body's tensors under the names of a classification network, with a classifier. */
    private Map<String, TensorData> classification() {
        Map<String, TensorData> renamed = new LinkedHashMap<>();
        tensors().forEach((name, data) -> {
            if (name.startsWith("backbone.body.")) {
                renamed.put(name.replace("backbone.body.", "features."), data);
            }
        });
        renamed.put("classifier.1.bias", TensorData.of(new float[1000], 1000));
        return renamed;
    }

    private float[] floats(String name) {
        return TensorScope.get(() -> Tensors.toFloats(store.get(name)));
    }
}
