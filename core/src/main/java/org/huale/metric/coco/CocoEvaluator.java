package org.huale.metric.coco;

import java.util.List;
import org.huale.metric.ClassWorkers;
import org.huale.metric.Evaluation;
import org.huale.metric.EvaluationInput;
import org.huale.metric.EvaluationMeans;
import org.huale.metric.Evaluator;
import org.huale.metric.coco.CocoClassScorer.ClassScore;

/**
 * Average precision and recall as the COCO challenge defines them, for boxes: the twelve numbers AP, AP50, AP75, APs, APm,
 * APl, AR1, AR10, AR100, ARs, ARm, ARl, over all classes and for each. Equal to pycocotools 2.0.11, whose {@code
 * COCOeval} is the definition (Lin et al., Microsoft COCO, ECCV 2014, and its code), where annotation ids are not 0: there
 * an object of id 0 cannot be found.
 *
 * <p>At most {@code most} detections of a class count in an image, 100 in the challenge; crowds absorb any number of detections by the part of the
 * detection that they cover; objects and unmatched detections outside an area range are ignored in it. The mark
 * <i>difficult</i> has no meaning here, such objects count. A class without objects has figures
 * {@link Evaluation#UNDEFINED} and no part in the means.
 *
 * @param threads at least 1; classes are shared among them, the numbers do not depend on it
 * @param most detections of a class that count in an image, the most confident ones; at least 11. Figures with another
 *     bound than {@link #USUAL_BOUND} are not those of the challenge; {@code AR100} is then named {@code AR300}
 */
public record CocoEvaluator(int threads, int most) implements Evaluator {
    /** What its evaluations are called. */
    public static final String METRIC = "coco";

    /** The challenge's. */
    public static final int USUAL_BOUND = CocoProtocol.MOST_DETECTIONS;

    public CocoEvaluator {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + threads);
        }
        requireBound(most);
    }

    /** @throws IllegalArgumentException where so many detections are too few for the figures */
    public static void requireBound(int most) {
        if (most < CocoProtocol.LEAST_BOUND) {
            throw new IllegalArgumentException("max detections must be at least " + CocoProtocol.LEAST_BOUND
                    + ", as AR10 looks at the first ten, got " + most);
        }
    }

    /** The names of its figures where so many detections of a class count. */
    public static List<String> figures(int most) {
        return CocoProtocol.figures(most);
    }

    /** With the challenge's bound. */
    public CocoEvaluator(int threads) {
        this(threads, USUAL_BOUND);
    }

    /** With all processors. */
    public CocoEvaluator() {
        this(Runtime.getRuntime().availableProcessors());
    }

    @Override
    public Evaluation evaluate(EvaluationInput input) {
        CocoClassScorer.Shared shared = CocoClassScorer.Shared.of(input, most);
        List<ClassScore> scores = new ClassWorkers(threads)
                .forEachClass(input.truth().classes().count(), () -> new CocoClassScorer(shared)::score);
        List<Evaluation.ClassEvaluation> classes =
                scores.stream().map(ClassScore::evaluation).toList();
        return new Evaluation(
                METRIC,
                EvaluationMeans.counts(input, classes),
                EvaluationMeans.figures(CocoProtocol.figures(most), classes),
                classes,
                scores.stream().map(ClassScore::curve).toList());
    }
}
