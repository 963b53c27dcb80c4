package org.huale.metric.resample;

import java.util.Optional;
import java.util.stream.Stream;
import org.huale.metric.Evaluation;
import org.huale.metric.EvaluationMeans;
import org.huale.metric.coco.CocoEvaluator;
import org.huale.metric.coco.CocoProtocol;
import org.huale.metric.coco.CocoTally;
import org.huale.metric.voc.VocEvaluator;

/** A figure that follows from {@link TestMatches}, also where each image counts any number of times. */
public enum ResampledFigure {
    VOC_ELEVEN_POINT(VocEvaluator.METRIC, VocEvaluator.ELEVEN_POINT) {
        @Override
        double of(ClassMatches matches, int[] weights) {
            return matches.voc(weights).elevenPoint();
        }
    },
    VOC_ALL_POINT(VocEvaluator.METRIC, VocEvaluator.ALL_POINT) {
        @Override
        double of(ClassMatches matches, int[] weights) {
            return matches.voc(weights).allPoint();
        }
    },
    COCO_AP(CocoEvaluator.METRIC, "AP") {
        @Override
        double of(ClassMatches matches, int[] weights) {
            return coco(matches, weights, 0, CocoProtocol.THRESHOLDS);
        }
    },
    COCO_AP50(CocoEvaluator.METRIC, "AP50") {
        @Override
        double of(ClassMatches matches, int[] weights) {
            return coco(matches, weights, CocoProtocol.HALF, CocoProtocol.HALF + 1);
        }
    },
    COCO_AP75(CocoEvaluator.METRIC, "AP75") {
        @Override
        double of(ClassMatches matches, int[] weights) {
            return coco(matches, weights, CocoProtocol.THREE_QUARTERS, CocoProtocol.THREE_QUARTERS + 1);
        }
    };

    private final String metric;
    private final String figure;

    ResampledFigure(String metric, String figure) {
        this.metric = metric;
        this.figure = figure;
    }

    /** By the names that an {@link Evaluation} has; empty for figures that do not follow from matches alone. */
    public static Optional<ResampledFigure> named(String metric, String figure) {
        return Stream.of(values())
                .filter(it -> it.metric.equals(metric) && it.figure.equals(figure))
                .findFirst();
    }

    /**
     * The mean over the classes that have objects; {@link Evaluation#UNDEFINED} where none has.
     *
     * @param weights how often each image is there, at least 0
     */
    public double of(TestMatches matches, int[] weights) {
        return EvaluationMeans.mean(matches.classes().stream().mapToDouble(one -> of(one, weights)));
    }

    abstract double of(ClassMatches matches, int[] weights);

    private static double coco(ClassMatches matches, int[] weights, int from, int to) {
        int objects = matches.objects(weights, ClassMatches.COCO_OBJECT);
        if (objects == 0) {
            return Evaluation.UNDEFINED;
        }
        CocoTally tally = matches.coco(weights);
        double sum = 0;
        for (int threshold = from; threshold < to; threshold++) {
            sum += tally.averagePrecision(0, threshold, objects);
        }
        return sum / (to - from);
    }

    @Override
    public String toString() {
        return metric + ":" + figure;
    }
}
