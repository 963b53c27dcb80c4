package org.huale.metric.voc;

import java.util.ArrayList;
import java.util.List;
import org.huale.metric.DoubleColumn;
import org.huale.metric.Evaluation;
import org.huale.metric.Evaluation.Counts;
import org.huale.metric.PrecisionRecallCurve;
import org.huale.metric.PrecisionRecallCurve.Point;

/**
 * True and false positives of one class, most confident first. Both averages depend on the precision at the true positives
 * alone, since between them recall stands and precision falls.
 */
public final class VocTally {
    private static final int LEVELS = 11;

    private final String className;
    private final Counts counts;
    private final DoubleColumn precisions = new DoubleColumn();
    private final DoubleColumn confidences = new DoubleColumn();
    private int falsePositives;

    public VocTally(String className, Counts counts) {
        this.className = className;
        this.counts = counts;
    }

    String className() {
        return className;
    }

    Counts counts() {
        return counts;
    }

    public void addFalsePositive() {
        falsePositives++;
    }

    public void addTruePositive(double confidence) {
        int truePositives = precisions.size() + 1;
        precisions.add((double) truePositives / (truePositives + falsePositives));
        confidences.add(confidence);
    }

    /** Mean of the highest precision at recall 0, 0.1, ..., 1 or more. */
    public double elevenPoint() {
        if (counts.objects() == 0) {
            return Evaluation.UNDEFINED;
        }
        double sum = 0;
        for (int level = 0; level < LEVELS; level++) {
            sum += highestPrecisionFrom(0.1 * level);
        }
        return sum / LEVELS;
    }

    private double highestPrecisionFrom(double leastRecall) {
        double highest = 0;
        for (int i = precisions.size() - 1; i >= 0 && recall(i) >= leastRecall; i--) {
            highest = Math.max(highest, precisions.get(i));
        }
        return highest;
    }

    private double recall(int i) {
        return (double) (i + 1) / counts.objects();
    }

    /** Area under the precision that never rises with recall. */
    public double allPoint() {
        if (counts.objects() == 0) {
            return Evaluation.UNDEFINED;
        }
        double sum = 0;
        double highest = 0;
        for (int i = precisions.size() - 1; i >= 0; i--) {
            highest = Math.max(highest, precisions.get(i));
            sum += highest;
        }
        return sum / counts.objects();
    }

    /** A point at each true positive. */
    PrecisionRecallCurve curve() {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < precisions.size(); i++) {
            points.add(new Point(recall(i), precisions.get(i), confidences.get(i)));
        }
        return new PrecisionRecallCurve(className, points);
    }
}
