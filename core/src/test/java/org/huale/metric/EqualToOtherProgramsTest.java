package org.huale.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.huale.metric.coco.CocoEvaluator;
import org.huale.metric.voc.VocEvaluator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class EqualToOtherProgramsTest {
    private static final Offset<Double> EQUAL = within(1e-12);

    @TempDir
    private Path folder;

    static List<MetricCase> cases() {
        return MetricCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void cocoFiguresAreThoseOfPycocotools(MetricCase example) {
        Evaluation evaluation = new CocoEvaluator(1).evaluate(example.input(folder));
        assertSame(evaluation, example.expected().get("coco"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void vocFiguresAreThoseOfTheTwin(MetricCase example) {
        Evaluation evaluation = new VocEvaluator(1).evaluate(example.input(folder));
        assertSame(evaluation, example.expected().get("voc"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void threadsDoNotMatter(MetricCase example) {
        EvaluationInput input = example.input(folder);
        assertThat(new CocoEvaluator(3).evaluate(input)).isEqualTo(new CocoEvaluator(1).evaluate(input));
        assertThat(new VocEvaluator(3).evaluate(input)).isEqualTo(new VocEvaluator(1).evaluate(input));
    }

    private static void assertSame(Evaluation evaluation, JsonNode expected) {
        assertSame("all classes", evaluation.figures(), expected.get("figures"));
        assertThat(evaluation.classes()).hasSize(expected.get("classes").size());
        for (int k = 0; k < evaluation.classes().size(); k++) {
            Evaluation.ClassEvaluation one = evaluation.classes().get(k);
            assertSame(one.name(), one.figures(), expected.get("classes").get(k));
        }
    }

    private static void assertSame(String what, Map<String, Double> figures, JsonNode expected) {
        int i = 0;
        for (Map.Entry<String, Double> figure : figures.entrySet()) {
            assertThat(figure.getValue())
                    .as("%s of %s", figure.getKey(), what)
                    .isEqualTo(expected.get(i++).asDouble(), EQUAL);
        }
        assertThat(i).isEqualTo(expected.size());
    }
}
