package org.huale.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationTest {
    private static final Evaluation.Counts COUNTS = new Evaluation.Counts(1, 1, 0, 1);

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -0.1, 1.1, -2, Double.POSITIVE_INFINITY})
    void aFigureThatIsNoShareIsRefusedWithItsName(double odd) {
        Map<String, Double> figures = Map.of("AP", odd);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Evaluation("voc", COUNTS, figures, List.of(), List.of()))
                .withMessageContaining("figure AP must be in [0, 1]")
                .withMessageContaining("got " + odd);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Evaluation.ClassEvaluation("cat", COUNTS, figures))
                .withMessageContaining("figure AP must be in [0, 1]");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 0.5, Evaluation.UNDEFINED})
    void sharesAndWhatDoesNotExistAreFigures(double value) {
        assertThat(new Evaluation("voc", COUNTS, Map.of("AP", value), List.of(), List.of()).figure("AP"))
                .isEqualTo(value);
    }

    @Test
    void aFigureThatTheMetricLacksIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Evaluation("voc", COUNTS, Map.of("AP", 1.0), List.of(), List.of()).figure("AR"))
                .withMessageContaining("voc has no figure AR");
    }
}
