package org.huale.torch.train.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.Tensor;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.junit.jupiter.api.Test;

class WeightAverageTest {

    /** Against the recursion in double precision. */
    @Test
    void followsTheStepsWithADecayThatRises() {
        TensorScope.run(() -> {
            Tensor parameter = Tensors.of(new float[] {5}, 1);
            try (WeightAverage average = new WeightAverage(Map.of("p", parameter), 0.9)) {
                double expected = 5;
                for (int step = 0; step < 200; step++) {
                    double value = Math.sin(step);
                    parameter.copy_(Tensors.of(new float[] {(float) value}, 1));
                    average.follow(step);
                    double kept = Math.min(0.9, (1.0 + step) / (10.0 + step));
                    expected = kept * expected + (1 - kept) * value;
                }
                Tensor kept = Objects.requireNonNull(average.state().get("p"));
                assertThat(Tensors.toFloats(kept)[0]).isCloseTo((float) expected, within(1e-5f));
            }
        });
    }

    @Test
    void standsInForTheParametersAndGivesThemBackToTheBit() {
        TensorScope.run(() -> {
            Tensor parameter = Tensors.of(new float[] {0.1f, -3}, 2);
            try (WeightAverage average = new WeightAverage(Map.of("p", parameter), 0.5)) {
                parameter.copy_(Tensors.of(new float[] {0.7f, 1e-30f}, 2));
                average.inPlace(() -> assertThat(Tensors.toFloats(parameter)).containsExactly(0.1f, -3));
                assertThat(Tensors.toFloats(parameter)).containsExactly(0.7f, 1e-30f);
                assertThatThrownBy(() -> average.inPlace(() -> {
                            throw new IllegalStateException("while it stands in");
                        }))
                        .hasMessage("while it stands in");
                assertThat(Tensors.toFloats(parameter)).containsExactly(0.7f, 1e-30f);
            }
        });
    }

    @Test
    void withoutDecayThereIsNone() {
        TensorScope.run(() -> {
            Tensor parameter = Tensors.of(new float[] {2}, 1);
            try (WeightAverage none = new WeightAverage(Map.of("p", parameter), 0)) {
                none.follow(0);
                none.inPlace(() -> assertThat(Tensors.toFloats(parameter)).containsExactly(2));
                assertThat(none.state()).isEmpty();
            }
        });
    }
}
