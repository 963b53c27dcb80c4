package org.huale.metric;

import java.util.List;

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
