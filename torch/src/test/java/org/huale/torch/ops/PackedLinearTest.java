package org.huale.torch.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackedLinearTest {

    @BeforeEach
    void seed() {
        torch.manual_seed(19);
    }

    @ParameterizedTest
    @CsvSource({"1, 7, 3", "5, 1, 1", "150, 1568, 128", "33, 1024, 91"})
    void givesWhatTorchGives(int rows, int in, int out) {
        TensorScope.runWithoutGradient(() -> {
            Tensor input = torch.randn(rows, in);
            Tensor weight = torch.randn(out, in);
            Tensor bias = torch.randn(out);
            assumeTrue(PackedLinear.serves(input), "this build of libtorch has no oneDNN");

            Tensor found = PackedLinear.of(input, PackedLinear.packed(weight), bias);

            Tensor wanted = torch.linear(input, weight, new TensorOptional(bias));
            assertArrayEquals(wanted.shape(), found.shape());
            assertTrue(torch.allclose(found, wanted, 1e-4, 1e-4 * Math.sqrt(in), false));
        });
    }

    @ParameterizedTest
    @CsvSource({"4, 64, 8", "150, 1568, 128"})
    void repeatsItsBits(int rows, int in, int out) {
        TensorScope.runWithoutGradient(() -> {
            Tensor input = torch.randn(rows, in);
            assumeTrue(PackedLinear.serves(input), "this build of libtorch has no oneDNN");
            Tensor weight = torch.randn(out, in);
            Tensor bias = torch.randn(out);
            Tensor packed = PackedLinear.packed(weight);

            float[] first = Tensors.toFloats(PackedLinear.of(input, packed, bias));

            assertArrayEquals(first, Tensors.toFloats(PackedLinear.of(input, packed, bias)));
            assertArrayEquals(first, Tensors.toFloats(PackedLinear.of(input, PackedLinear.packed(weight), bias)));
        });
    }
}
