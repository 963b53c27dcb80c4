package org.huale.app.run;

import java.util.List;
import java.util.stream.Stream;
import org.huale.config.NearestKey;
import org.huale.loop.LoopOptions;
import org.huale.metric.coco.CocoEvaluator;
import org.huale.metric.voc.VocEvaluator;
import org.huale.problem.HualeException;

/** The figures that each cycle of a run measures; none other can end the run, and in none other can it be compared. */
record MeasuredFigures(RunConfig.EvaluationOptions evaluation) {

    List<String> names() {
        return Stream.of(
                        VocEvaluator.figures().stream().map(it -> "voc:" + it),
                        CocoEvaluator.figures(evaluation.maxDetections()).stream()
                                .map(it -> "coco:" + it),
                        Stream.of(LoopOptions.SIMILARITY_FIGURE).filter(it -> evaluation.similarity()))
                .flatMap(it -> it)
                .toList();
    }

    /** @throws HualeException where the figure of the configuration is none of them */
    void require() {
        String figure = evaluation.figure();
        if (!figure.isBlank() && !names().contains(figure)) {
            throw new HualeException("evaluation.figure: " + figure + " is not measured; measured are "
                    + String.join(", ", names()) + advice(figure));
        }
    }

    private String advice(String figure) {
        return figure.equals(LoopOptions.SIMILARITY_FIGURE)
                ? "; evaluation.similarity=true measures it"
                : NearestKey.among(names(), figure)
                        .map(it -> "; did you mean " + it + "?")
                        .orElse("");
    }
}
