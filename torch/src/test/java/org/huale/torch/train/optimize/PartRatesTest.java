package org.huale.torch.train.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PartRatesTest {
    private static final PartRates RATES = new PartRates(0.25, 0.5, 2, 4);

    @Test
    void partsAreToldByTheNamesOfTheirParameters() {
        assertThat(RATES.of("backbone.body.14.conv.2.weight")).isEqualTo(0.25);
        assertThat(RATES.of("backbone.fpn.inner_blocks.0.0.weight")).isEqualTo(0.5);
        assertThat(RATES.of("rpn.head.conv.0.0.weight")).isEqualTo(2);
        assertThat(RATES.of("roi_heads.box_head.fc6.weight")).isEqualTo(4);
        assertThat(RATES.of("loss/lambda")).isEqualTo(1);
        assertThat(PartRates.equal().of("backbone.body.0.0.weight")).isEqualTo(1);
    }

    @Test
    void aRateIsAFiniteNumberFromZero() {
        assertThatThrownBy(() -> new PartRates(-1, 1, 1, 1))
                .hasMessageContaining("backbone")
                .hasMessageContaining("-1");
        assertThatThrownBy(() -> new PartRates(1, 1, 1, Double.NaN)).hasMessageContaining("regions");
    }

    /** A part with a factor moves as the whole would at the rate times the factor. */
    @ParameterizedTest
    @EnumSource(Optimizer.Kind.class)
    void aFactorIsAnotherRate(Optimizer.Kind kind) {
        float[] factored = moved(kind, 0.1, RATES, "backbone.body.w");
        assertThat(factored).isEqualTo(moved(kind, 0.1 * 0.25, PartRates.equal(), "backbone.body.w"));
        assertThat(factored).isNotEqualTo(moved(kind, 0.1, PartRates.equal(), "backbone.body.w"));
        assertThat(moved(kind, 0.1, RATES, "other")).isEqualTo(moved(kind, 0.1, PartRates.equal(), "other"));
    }

    private static float[] moved(Optimizer.Kind kind, double rate, PartRates rates, String name) {
        float[][] values = new float[1][];
        TensorScope.run(() -> {
            Tensor parameter = Tensors.of(new float[] {1, -1, 0.5f}, 3).requires_grad_();
            Sgd.Options options = new Sgd.Options(1, 0.9, 0.1, false);
            try (Optimizer optimizer = kind.over(Map.of(name, parameter), options, rates)) {
                for (int step = 0; step < 3; step++) {
                    parameter.mul(parameter).sum().backward();
                    optimizer.step(rate, step);
                    optimizer.forgetGradients();
                }
            }
            values[0] = Tensors.toFloats(parameter);
        });
        return values[0];
    }
}
