package org.huale.torch.train.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SgdTest {

    @Test
    void stepsAreThoseOfPyTorch() throws IOException {
        List<String> seen = new ArrayList<>();
        for (JsonNode golden : golden()) {
            Sgd.Options options = new Sgd.Options(
                    0.1,
                    golden.get("momentum").asDouble(),
                    golden.get("weightDecay").asDouble(),
                    golden.get("nesterov").asBoolean());
            TensorScope.run(() -> follow(golden, options));
            seen.add(options.toString());
        }
        assertThat(seen).hasSize(5);
    }

    private static void follow(JsonNode golden, Sgd.Options options) {
        Tensor parameter = Tensors.of(floats(golden.get("start")), 3).requires_grad_();
        try (Sgd optimizer = new Sgd(Map.of("p", parameter), options)) {
            for (JsonNode step : golden.get("steps")) {
                parameter.mul(Tensors.of(floats(step.get("gradient")), 3)).sum().backward();
                optimizer.step(step.get("rate").asDouble());
                optimizer.forgetGradients();
                assertThat(Tensors.toFloats(parameter))
                        .as("%s", options)
                        .containsExactly(floats(step.get("parameter")), within(1e-6f));
            }
        }
    }

    @Test
    void parametersWithoutGradientStay() {
        TensorScope.run(() -> {
            Tensor parameter = Tensors.of(new float[] {1, 2}, 2).requires_grad_();
            try (Sgd optimizer = new Sgd(Map.of("p", parameter), new Sgd.Options(0.1, 0.9, 0.1, false))) {
                optimizer.step(0.1);
                assertThat(Tensors.toFloats(parameter)).containsExactly(1, 2);
            }
        });
    }

    @Test
    void forgottenGradientsAreNotAddedTo() {
        TensorScope.run(() -> {
            Tensor parameter = Tensors.of(new float[] {1, 2}, 2).requires_grad_();
            try (Sgd optimizer = new Sgd(Map.of("p", parameter), Sgd.Options.defaults())) {
                parameter.sum().backward();
                optimizer.forgetGradients();
                assertThat(parameter.grad().defined()).isFalse();
                parameter.mul(new Scalar(3)).sum().backward();
                assertThat(Tensors.toFloats(parameter.grad())).containsExactly(3, 3);
            }
        });
    }

    @Test
    void longGradientsAreShortenedAndShortOnesKept() {
        TensorScope.run(() -> {
            Tensor first = Tensors.of(new float[] {0}, 1).requires_grad_();
            Tensor second = Tensors.of(new float[] {0}, 1).requires_grad_();
            Tensor unused = Tensors.of(new float[] {0}, 1).requires_grad_();
            first.mul(new Scalar(3)).add(second.mul(new Scalar(4))).sum().backward();
            List<Tensor> all = List.of(first, second, unused);

            assertThat(Gradients.norm(all)).isEqualTo(5);
            Gradients.clip(all, 5, 10);
            assertThat(Gradients.norm(all)).isEqualTo(5);
            Gradients.clip(all, 5, 1);
            assertThat(Gradients.norm(all)).isCloseTo(1, within(1e-5));
            assertThat(Tensors.toFloats(first.grad())[0]).isCloseTo(0.6f, within(1e-6f));
        });
    }

    @Test
    void withoutGradientsTheNormIsZero() {
        assertThat(Gradients.norm(List.of())).isZero();
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new Sgd.Options(-1, 0.9, 0, false)).hasMessageContaining("-1.0");
        assertThatThrownBy(() -> new Sgd.Options(0.1, 1, 0, false)).hasMessageContaining("[0, 1)");
        assertThatThrownBy(() -> new Sgd.Options(0.1, 0, 0, true)).hasMessageContaining("momentum");
    }

    private static JsonNode golden() throws IOException {
        try (InputStream in = Objects.requireNonNull(SgdTest.class.getResourceAsStream("sgd.json"))) {
            return new JsonMapper().readTree(in);
        }
    }

    private static float[] floats(JsonNode list) {
        float[] values = new float[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) list.get(i).asDouble();
        }
        return values;
    }
}
