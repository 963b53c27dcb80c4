package org.huale.torch.nn;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.torch.nn.Conv2d.Geometry;
import org.huale.torch.ops.Autocast;
import org.junit.jupiter.api.Test;

class Conv2dTest {
    private static final Geometry STRIDED_DEPTHWISE = new Geometry(3, 2, 1, 8);
    private static final Geometry DEPTHWISE = new Geometry(3, 1, 1, 8);
    private static final Geometry STRIDED = new Geometry(3, 2, 1, 1);

    @Test
    void onlyAStridedDepthwiseConvolutionWithAGradientStaysInFloat32() {
        TensorScope.run(() -> {
            assertThat(typeInBfloat16(STRIDED_DEPTHWISE, true)).isEqualTo(ScalarType.Float);
            assertThat(typeInBfloat16(STRIDED_DEPTHWISE, false)).isEqualTo(ScalarType.BFloat16);
            assertThat(typeInBfloat16(DEPTHWISE, true)).isEqualTo(ScalarType.BFloat16);
            assertThat(typeInBfloat16(STRIDED, true)).isEqualTo(ScalarType.BFloat16);
        });
    }

    private static ScalarType typeInBfloat16(Geometry geometry, boolean gradient) {
        Conv2d convolution = convolution(geometry, gradient);
        return Autocast.bfloat16(
                DeviceType.CPU, () -> convolution.of(input()).scalar_type().intern());
    }

    @Test
    void whatStaysInFloat32IsWhatItIsWithoutAutocast() {
        TensorScope.run(() -> {
            Conv2d convolution = convolution(STRIDED_DEPTHWISE, true);
            Tensor input = input();
            Tensor found = Autocast.bfloat16(DeviceType.CPU, () -> {
                Tensor output = convolution.of(input);
                assertThat(Autocast.onCpu()).as("goes on").isTrue();
                return output;
            });
            assertThat(Tensors.toFloats(found)).isEqualTo(Tensors.toFloats(convolution.of(input)));
            assertThat(Autocast.onCpu()).as("ended").isFalse();
        });
    }

    private static Conv2d convolution(Geometry geometry, boolean gradient) {
        torch.manual_seed(5);
        Tensor weight = torch.randn(8, 8 / geometry.groups(), 3, 3);
        return new Conv2d(weight.set_requires_grad(gradient), null, geometry);
    }

    private static Tensor input() {
        torch.manual_seed(6);
        return torch.randn(2, 8, 12, 10);
    }
}
