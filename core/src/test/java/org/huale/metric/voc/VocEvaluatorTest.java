package org.huale.metric.voc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.huale.dataset.Annotation;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.geometry.Box;
import org.huale.metric.Evaluation;
import org.huale.metric.Evaluator;
import org.huale.metric.EvaluatorLaws;
import org.junit.jupiter.api.Test;

class VocEvaluatorTest extends EvaluatorLaws {
    private static final Box BOX = new Box(10, 10, 60, 60);

    @Override
    protected Evaluator evaluator() {
        return new VocEvaluator(1);
    }

    @Override
    protected List<String> mainFigures() {
        return List.of(VocEvaluator.ELEVEN_POINT, VocEvaluator.ALL_POINT);
    }

    @Test
    void difficultObjectsAreNeitherFoundNorMissed() {
        Annotation difficult = new Annotation(BOX, 0, true, false, BOX.area());
        Annotation easy = Annotation.of(new Box(200, 200, 250, 250), 0);
        Dataset truth = dataset(List.of(image("a", List.of(difficult, easy))));
        Found onDifficult = new Found(BOX, 0, 0.9f);
        Found onEasy = new Found(easy.box(), 0, 0.8f);
        Evaluation evaluation =
                evaluate(truth, Map.of(new ImageId("a"), detections(List.of(onDifficult, onDifficult, onEasy))));
        assertThat(evaluation.figure(VocEvaluator.ALL_POINT)).isEqualTo(1);
        assertThat(evaluation.counts()).isEqualTo(new Evaluation.Counts(1, 1, 1, 3));
    }

    @Test
    void secondDetectionIsFalseEvenWhereAnotherObjectIsFree() {
        Annotation first = Annotation.of(new Box(0, 0, 100, 100), 0);
        Annotation second = Annotation.of(new Box(0, 0, 100, 90), 0);
        Dataset truth = dataset(List.of(image("a", List.of(first, second))));
        Found one = new Found(new Box(0, 0, 100, 98), 0, 0.9f);
        Found two = new Found(new Box(0, 0, 100, 97), 0, 0.8f);
        Evaluation evaluation = evaluate(truth, Map.of(new ImageId("a"), detections(List.of(one, two))));
        assertThat(evaluation.figure(VocEvaluator.ALL_POINT)).isEqualTo(0.5);
    }

    @Test
    void overlapOfExactlyOneHalfIsEnough() {
        Dataset truth = dataset(List.of(image("a", List.of(Annotation.of(new Box(0, 0, 20, 20), 0)))));
        Found half = new Found(new Box(0, 0, 20, 10), 0, 0.9f);
        Evaluation evaluation = evaluate(truth, Map.of(new ImageId("a"), detections(List.of(half))));
        assertThat(evaluation.figure(VocEvaluator.ALL_POINT)).isEqualTo(1);
    }
}
