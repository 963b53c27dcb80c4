package org.huale.metric.coco;

import java.util.List;
import org.huale.metric.Evaluator;
import org.huale.metric.EvaluatorLaws;

class CocoEvaluatorTest extends EvaluatorLaws {

    @Override
    protected Evaluator evaluator() {
        return new CocoEvaluator(1);
    }

    @Override
    protected List<String> mainFigures() {
        return List.of("AP", "AP50", "AP75", "AR100");
    }
}
