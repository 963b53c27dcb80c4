package org.huale.torch.train.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.junit.jupiter.api.Test;

class AdamWTest {
    private static final float[][] GRADIENTS = {{1, -2, 0.001f}, {0.5f, 3, -0.002f}, {-4, 0, 0.01f}};
    private static final double[] RATES = {0.1, 0.05, 0.2};

    /** What torch.optim.AdamW of torch 2.10.0 gives with betas 0.9 and 0.99, weight decay 0.1. */
    private static final float[][] GOLDEN = {
        {0.89f, -0.89f, 0.395001f},
        {0.83887756f, -0.8979243f, 0.41130626f},
        {0.90606236f, -0.91831446f, 0.29121375f}
    };

    @Test
    void stepsAreThoseOfPyTorch() {
        TensorScope.run(() -> {
            Tensor parameter = Tensors.of(new float[] {1, -1, 0.5f}, 3).requires_grad_();
            try (Optimizer optimizer =
                    new AdamW(Map.of("p", parameter), new Sgd.Options(0.1, 0.9, 0.1, false), PartRates.equal())) {
                for (int step = 0; step < GRADIENTS.length; step++) {
                    parameter.mul(Tensors.of(GRADIENTS[step], 3)).sum().backward();
                    optimizer.step(RATES[step], step);
                    optimizer.forgetGradients();
                    assertThat(Tensors.toFloats(parameter)).containsExactly(GOLDEN[step], within(1e-6f));
                }
            }
        });
    }

    @Test
    void parametersWithoutGradientStay() {
        TensorScope.run(() -> {
            Tensor parameter = Tensors.of(new float[] {1, 2}, 2).requires_grad_();
            try (Optimizer optimizer =
                    new AdamW(Map.of("p", parameter), new Sgd.Options(0.1, 0.9, 0.1, false), PartRates.equal())) {
                optimizer.step(0.1, 0);
                assertThat(Tensors.toFloats(parameter)).containsExactly(1, 2);
                assertThat(optimizer.state()).containsOnlyKeys("mean/p", "square/p");
            }
        });
    }
}
