package org.huale.torch.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinearTest {
    private static final double CLOSE = 1e-4;

    private final ParameterStore store = new ParameterStore(new Device("cpu"), 7);
    private final Linear layer = Linear.create(store.at("layer"), 96, 12);

    @BeforeEach
    void seed() {
        torch.manual_seed(19);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void givesTheSameWithAndWithoutGradient() {
        TensorScope.run(() -> {
            Tensor input = torch.randn(5, 96);
            assertTrue(close(layer.of(input), unrecorded(layer, input)));
        });
    }

    @Test
    void followsItsWeightWhenThatChangesInPlace() {
        TensorScope.run(() -> {
            Tensor input = torch.randn(5, 96);
            Tensor before = unrecorded(layer, input);
            TensorScope.runWithoutGradient(() -> {
                store.get("layer.weight").mul_(new Scalar(2.0));
            });

            assertFalse(close(before, unrecorded(layer, input)));
            assertTrue(close(layer.of(input), unrecorded(layer, input)));
        });
    }

    @Test
    void followsItsBias() {
        TensorScope.run(() -> {
            Tensor input = torch.randn(5, 96);
            Tensor before = unrecorded(layer, input);
            TensorScope.runWithoutGradient(() -> {
                store.get("layer.bias").add_(new Scalar(1.0));
            });

            assertTrue(close(before.add(new Scalar(1.0)), unrecorded(layer, input)));
        });
    }

    @Test
    void recordsAGradientForWeightBiasAndInput() {
        TensorScope.run(() -> {
            Tensor input = torch.randn(3, 96).set_requires_grad(true);
            layer.of(input).sum().backward();

            assertArrayEquals(
                    new float[] {3, 3, 3}, firstThree(store.get("layer.bias").grad()));
            assertTrue(store.get("layer.weight").grad().defined());
            assertTrue(input.grad().defined());
        });
    }

    @Test
    void takesTheWeightOfAMapByPixelsFirst() {
        Linear overMap = Linear.overMap(store.at("map"), 3, 2, 4);
        TensorScope.run(() -> {
            Tensor maps = torch.randn(2, 3, 2, 2); // [N, C, H, W]
            Tensor pixelsFirst = maps.permute(0, 2, 3, 1).reshape(2, -1);
            Tensor weight = store.get("map.weight"); // [out, C, H, W]
            Tensor wanted =
                    torch.matmul(maps.reshape(2, -1), weight.reshape(4, -1).t()).add(store.get("map.bias"));

            assertTrue(close(wanted, overMap.of(pixelsFirst)));
            assertTrue(close(wanted, unrecorded(overMap, pixelsFirst)));
        });
    }

    private static Tensor unrecorded(Linear layer, Tensor input) {
        return TensorScope.keepWithoutGradient(() -> layer.of(input));
    }

    private static boolean close(Tensor one, Tensor other) {
        return torch.allclose(one, other, CLOSE, CLOSE, false);
    }

    private static float[] firstThree(Tensor tensor) {
        return Tensors.toFloats(tensor.narrow(0, 0, 3));
    }
}
