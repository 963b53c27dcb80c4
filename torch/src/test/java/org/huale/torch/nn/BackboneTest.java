package org.huale.torch.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.huale.torch.golden.FormulaImage;
import org.huale.torch.golden.Golden;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.torch.nn.BackboneOptions.Architecture;
import org.huale.torch.nn.BackboneOptions.Padding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BackboneTest {
    private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};
    private static final int WIDTH = 128;
    private static final int HEIGHT = 96;

    @ParameterizedTest
    @EnumSource
    void namesShapesAndOrderAreThoseInPython(Architecture architecture) throws IOException {
        try (ParameterStore store = Golden.store()) {
            Backbones.create(BackboneOptions.defaults(architecture), store.at("backbone"));
            List<String> made = new ArrayList<>();
            store.tensors().forEach((name, tensor) -> made.add(name + " " + shape(tensor)));
            assertThat(made).isEqualTo(expected(architecture));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RESNET18, resnet18-fpn, 1 2 3 4",
        "RESNET34, resnet34-fpn, 1 2 3 4",
        "RESNET50, resnet50-fpn, 1 2 3 4",
        "RESNET101, resnet101-fpn, 1 2 3 4",
        "MOBILENET_V3_LARGE, mobilenet-v3-large-fpn, 4 5",
        "MOBILENET_V2, mobilenet-v2-fpn, 4 5",
        "MOBILENET_V2, mobilenet-v2-fpn-234, 2 3 4"
    })
    void featuresAreTorchvisions(Architecture architecture, String golden, String returned) {
        List<Integer> layers =
                Stream.of(returned.split(" ")).map(Integer::valueOf).toList();
        BackboneOptions options = new BackboneOptions(architecture, layers, 3, 256, Padding.SYMMETRIC, 1e-5);
        try (ParameterStore store = Golden.store()) {
            BackboneWithFpn backbone = Backbones.create(options, store.at("backbone"));
            Golden.fill(store);
            int compared = TensorScope.withoutGradient(
                    () -> compare(backbone.features(image()), Golden.of("backbone-" + golden)));
            assertThat(compared).isEqualTo(layers.size() + 1).isEqualTo(backbone.levels());
        }
    }

    @ParameterizedTest
    @CsvSource({"MOBILENET_V2, mobilenet-v2-fpn-ends", "MOBILENET_V3_LARGE, mobilenet-v3-large-fpn-ends"})
    void mapsOfTheEndsOfStagesAreThoseOfTorchvisionsBlocks(Architecture architecture, String golden) {
        BackboneOptions options = new BackboneOptions(architecture, List.of(2, 3, 4), 3, 256, Padding.SYMMETRIC, 1e-5)
                .withTaps(BackboneOptions.Taps.STAGE_END);
        try (ParameterStore store = Golden.store()) {
            BackboneWithFpn backbone = Backbones.create(options, store.at("backbone"));
            Golden.fill(store);
            int compared = TensorScope.withoutGradient(
                    () -> compare(backbone.features(image()), Golden.of("backbone-" + golden)));
            assertThat(compared).isEqualTo(4).isEqualTo(backbone.levels());
        }
    }

    @Test
    void featuresOfEfficientNetLiteAreThoseOfItsPackage() {
        try (ParameterStore store = Golden.store()) {
            BackboneWithFpn backbone =
                    Backbones.create(BackboneOptions.defaults(Architecture.EFFICIENTNET_LITE0), store.at("backbone"));
            Golden.fill(store);
            int compared = TensorScope.withoutGradient(
                    () -> compare(backbone.features(image()), Golden.of("backbone-efficientnet-lite0-fpn")));
            assertThat(compared).isEqualTo(4).isEqualTo(backbone.levels());
        }
    }

    private static int compare(List<Tensor> features, Golden golden) {
        for (int i = 0; i < features.size(); i++) {
            assertThat(features.get(i).is_contiguous(MemoryFormat.ChannelsLast)).isTrue();
            golden.assertSampled(i < features.size() - 1 ? Integer.toString(i) : "pool", features.get(i), 2e-5);
        }
        return features.size();
    }

    private static Tensor image() {
        byte[] rgb = FormulaImage.of(1, WIDTH, HEIGHT).rgb();
        float[] planes = new float[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            int channel = i % 3;
            float value = (rgb[i] & 0xff) / 255f;
            planes[channel * WIDTH * HEIGHT + i / 3] = (value - MEAN[channel]) / DEVIATION[channel];
        }
        return Tensors.channelsLast(Tensors.of(planes, 1, 3, HEIGHT, WIDTH));
    }

    private static String shape(Tensor tensor) {
        long[] sides = new long[Math.toIntExact(tensor.dim())];
        Arrays.setAll(sides, tensor::size);
        return Arrays.toString(sides);
    }

    private static List<String> expected(Architecture architecture) throws IOException {
        String file = "/golden/names/" + architecture.name().toLowerCase(Locale.ROOT) + ".txt";
        try (InputStream in = BackboneTest.class.getResourceAsStream(file)) {
            String text = new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().flatMap(BackboneTest::tensors).toList();
        }
    }

    private static Stream<String> tensors(String line) {
        String name = "backbone." + line.substring(0, line.indexOf(' '));
        String shape = "[" + line.substring(line.indexOf(' ') + 1).replace(",", ", ") + "]";
        if (!name.endsWith("*")) {
            return Stream.of(name + " " + shape);
        }
        String module = name.substring(0, name.length() - 1);
        return Stream.of(
                        "weight " + shape,
                        "bias " + shape,
                        "running_mean " + shape,
                        "running_var " + shape,
                        "num_batches_tracked []")
                .map(module::concat);
    }
}
