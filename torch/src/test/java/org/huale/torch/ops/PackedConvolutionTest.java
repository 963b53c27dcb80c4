package org.huale.torch.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PackedConvolutionTest {

    @ParameterizedTest(name = "{0} images of {1} channels and side {2}, kernel {3}, stride {4}, {5} groups")
    @CsvSource({
        "1, 3, 33, 3, 2, 1",
        "4, 64, 20, 1, 1, 1",
        "1, 64, 1, 1, 1, 1",
        "2, 72, 19, 5, 2, 72",
        "3, 32, 7, 3, 1, 1",
        "1, 32, 4, 3, 1, 1"
    })
    void givesWhatTorchGives(int images, int channels, int side, int kernel, int stride, int groups) {
        TensorScope.withoutGradient(() -> {
            Tensor input = maps(images, channels, side);
            Tensor weight = torch.randn(24L * groups, channels / groups, kernel, kernel);
            Tensor bias = torch.randn(24L * groups);
            PackedConvolution layer = new PackedConvolution(stride, kernel / 2, groups, Fused.NONE);

            Tensor found = layer.of(input, layer.packed(weight), bias);

            Tensor wanted = torch.conv2d(
                    input,
                    weight,
                    new TensorOptional(bias),
                    new long[] {stride, stride},
                    new long[] {kernel / 2, kernel / 2},
                    new long[] {1, 1},
                    groups);
            assertArrayEquals(wanted.shape(), found.shape());
            assertTrue(torch.allclose(found, wanted, 1e-4, 1e-3, false));
            assertTrue(found.is_contiguous(torch.MemoryFormat.ChannelsLast));
            return true;
        });
    }

    @ParameterizedTest
    @EnumSource
    void doesWhatFollows(Fused next) {
        TensorScope.withoutGradient(() -> {
            Tensor input = maps(2, 16, 9).mul(new Scalar(3.0));
            Tensor weight = torch.randn(8, 16, 3, 3);
            Tensor bias = torch.randn(8);
            PackedConvolution plain = new PackedConvolution(1, 1, 1, Fused.NONE);
            PackedConvolution fused = new PackedConvolution(1, 1, 1, next);

            Tensor found = fused.of(input, fused.packed(weight), bias);

            Tensor wanted = followed(plain.of(input, plain.packed(weight), bias), next);
            assertTrue(torch.allclose(found, wanted, 1e-5, 1e-5, false));
            return true;
        });
    }

    private static Tensor followed(Tensor map, Fused next) {
        return switch (next) {
            case NONE -> map;
            case RELU -> map.relu();
            case RELU6 -> torch.hardtanh(map, new Scalar(0.0), new Scalar(6.0));
            case HARDSWISH -> torch.hardswish(map);
        };
    }

    private static Tensor maps(int images, int channels, int side) {
        Tensor maps = Tensors.channelsLast(torch.randn(images, channels, side, side));
        assumeTrue(OneDnn.serves(maps), "this build of libtorch has no oneDNN");
        return maps;
    }
}
