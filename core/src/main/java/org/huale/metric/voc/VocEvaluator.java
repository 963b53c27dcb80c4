package org.huale.metric.voc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.huale.metric.ClassWorkers;
import org.huale.metric.Evaluation;
import org.huale.metric.Evaluation.ClassEvaluation;
import org.huale.metric.EvaluationInput;
import org.huale.metric.EvaluationMeans;
import org.huale.metric.Evaluator;
import org.huale.metric.GroupedInput;

/**
 * Average precision as the PASCAL VOC development kit computes it (Everingham et al., IJCV 2010, and {@code VOCevaldet.m}):
 * at IoU 0.5, <i>eleven-point</i> as in VOC 2007 and <i>all-point</i>, the area under the monotone envelope, as from 2010.
 *
 * <p>Each detection, most confident first, looks at the object of its class with highest IoU, taken or not, of equals the
 * first. Below 0.5 it is a false positive; with a difficult object it does not count; with a taken one it is a false
 * positive, even where another free object overlaps enough. The kit's inclusive pixels need no "+ 1" here: the VOC reader
 * turns them into continuous edges. Crowds are taken as difficult. The recall levels of the eleven-point form are {@code
 * 0.1 * i} as doubles, as in the field's Python ports.
 *
 * @param threads at least 1; the numbers do not depend on it
 */
public record VocEvaluator(int threads) implements Evaluator {
    /** What its evaluations are called. */
    public static final String METRIC = "voc";

    /** Name of the eleven-point figure. */
    public static final String ELEVEN_POINT = "AP-eleven-point";

    /** Name of the all-point figure. */
    public static final String ALL_POINT = "AP-all-point";

    private static final List<String> FIGURES = List.of(ELEVEN_POINT, ALL_POINT);

    public VocEvaluator {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + threads);
        }
    }

    /** The names of its figures. */
    public static List<String> figures() {
        return FIGURES;
    }

    /** With all processors. */
    public VocEvaluator() {
        this(Runtime.getRuntime().availableProcessors());
    }

    @Override
    public Evaluation evaluate(EvaluationInput input) {
        GroupedInput grouped = GroupedInput.of(input);
        List<VocTally> tallies = new ClassWorkers(threads)
                .forEachClass(input.truth().classes().count(), () -> new VocClassScorer(grouped)::score);
        List<ClassEvaluation> classes =
                tallies.stream().map(VocEvaluator::evaluation).toList();
        return new Evaluation(
                METRIC,
                EvaluationMeans.counts(input, classes),
                EvaluationMeans.figures(FIGURES, classes),
                classes,
                tallies.stream().map(VocTally::curve).toList());
    }

    private static ClassEvaluation evaluation(VocTally tally) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(ELEVEN_POINT, tally.elevenPoint());
        figures.put(ALL_POINT, tally.allPoint());
        return new ClassEvaluation(tally.className(), tally.counts(), figures);
    }
}
