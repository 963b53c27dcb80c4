package org.huale.metric.coco;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.huale.metric.DetectionTable;
import org.huale.metric.Evaluation;
import org.huale.metric.Evaluation.ClassEvaluation;
import org.huale.metric.Evaluation.Counts;
import org.huale.metric.EvaluationInput;
import org.huale.metric.GroundTruthTable;
import org.huale.metric.GroupedInput;
import org.huale.metric.ObjectsByImage;
import org.huale.metric.PrecisionRecallCurve;

/** Evaluates one class after the other; belongs to a thread, and holds its notes by image. */
public final class CocoClassScorer {
    private final Shared shared;
    private final GroupedInput grouped;
    private final ObjectsByImage objectsByImage;
    private final CocoMatching matching;
    private final int[] ranks;

    /**
     * What all scorers of an evaluation read; the arrays are by position of the object and each class writes its own part.
     *
     * @param ignored the settings in which an object is ignored
     * @param taken the settings in which an object has been found
     * @param most detections of a class that count in an image
     */
    public record Shared(GroupedInput grouped, long[] ignored, long[] taken, int most) {

        public static Shared of(EvaluationInput input, int most) {
            int objects = input.truth().size();
            return new Shared(GroupedInput.of(input), new long[objects], new long[objects], most);
        }
    }

    /** The figures of a class and its curve. */
    record ClassScore(ClassEvaluation evaluation, PrecisionRecallCurve curve) {}

    public CocoClassScorer(Shared shared) {
        this.shared = shared;
        grouped = shared.grouped;
        objectsByImage = new ObjectsByImage(grouped);
        matching = new CocoMatching(shared);
        ranks = new int[grouped.truth().images().size()];
    }

    ClassScore score(int classIndex) {
        objectsByImage.fill(classIndex);
        Positives positives = markIgnored(classIndex);
        CocoTally tally = tally(classIndex);
        objectsByImage.clear(classIndex);
        int all = positives.inRange[0];
        Counts counts = new Counts(
                positives.images,
                all,
                grouped.objects().count(classIndex) - all,
                grouped.detections().count(classIndex));
        String name = grouped.truth().classes().name(classIndex);
        return new ClassScore(
                new ClassEvaluation(name, counts, figures(tally, positives.inRange)),
                new PrecisionRecallCurve(name, tally.curve(all)));
    }

    /** How many objects are to be found in each area range, and in how many images. */
    private record Positives(int[] inRange, int images) {}

    private Positives markIgnored(int classIndex) {
        int[] inRange = new int[CocoProtocol.RANGES];
        int images = 0;
        int lastImage = -1;
        for (int p = grouped.objects().start(classIndex); p < grouped.objects().start(classIndex + 1); p++) {
            int object = grouped.objects().row(p);
            shared.ignored[p] = ignored(object);
            for (int range = 0; range < inRange.length; range++) {
                inRange[range] += CocoProtocol.holds(shared.ignored[p], CocoProtocol.setting(range, 0)) ? 0 : 1;
            }
            int image = grouped.truth().image().get(object);
            if (!CocoProtocol.holds(shared.ignored[p], 0) && image != lastImage) {
                images++;
                lastImage = image;
            }
        }
        return new Positives(inRange, images);
    }

    private long ignored(int object) {
        GroundTruthTable truth = grouped.truth();
        return truth.isCrowd(object) ? CocoProtocol.everySetting() : CocoProtocol.outside(truth.area(object));
    }

    /** Hears of each detection that counts, most confident first; it is the rank-th of its class in its image, from 0. */
    public interface Sink {
        void matched(int detection, int rank, CocoTally.Outcome outcome);
    }

    /** What becomes of the detections of a class. */
    public void forEach(int classIndex, Sink sink) {
        objectsByImage.fill(classIndex);
        markIgnored(classIndex);
        match(classIndex, sink);
        objectsByImage.clear(classIndex);
    }

    private CocoTally tally(int classIndex) {
        CocoTally tally = new CocoTally();
        match(
                classIndex,
                (detection, rank, outcome) -> tally.add(rank, grouped.found().confidence(detection), outcome));
        return tally;
    }

    private void match(int classIndex, Sink sink) {
        DetectionTable found = grouped.found();
        int[] detections = grouped.byConfidence(classIndex);
        for (int detection : detections) {
            int image = found.image().get(detection);
            int rank = ranks[image]++;
            if (rank < shared.most) {
                int from = objectsByImage.from(image);
                int to = objectsByImage.to(image);
                sink.matched(detection, rank, matching.match(detection, from, to));
            }
        }
        for (int detection : detections) {
            ranks[found.image().get(detection)] = 0;
        }
    }

    private Map<String, Double> figures(CocoTally tally, int[] positives) {
        List<String> names = CocoProtocol.figures(shared.most);
        double[] values = new double[names.size()];
        int all = positives[0];
        values[0] = mean(all, t -> tally.averagePrecision(0, t, all));
        values[1] = all == 0 ? Evaluation.UNDEFINED : tally.averagePrecision(0, CocoProtocol.HALF, all);
        values[2] = all == 0 ? Evaluation.UNDEFINED : tally.averagePrecision(0, CocoProtocol.THREE_QUARTERS, all);
        values[6] = mean(all, t -> tally.recallOfFirst(t, all));
        values[7] = mean(all, t -> tally.recallOfFirstTen(t, all));
        values[8] = mean(all, t -> tally.recall(0, t, all));
        for (int range = 1; range < CocoProtocol.RANGES; range++) {
            int r = range;
            values[2 + r] = mean(positives[r], t -> tally.averagePrecision(r, t, positives[r]));
            values[8 + r] = mean(positives[r], t -> tally.recall(r, t, positives[r]));
        }
        return named(names, values);
    }

    private static double mean(int positives, IntToDoubleFunction ofThreshold) {
        if (positives == 0) {
            return Evaluation.UNDEFINED;
        }
        double sum = 0;
        for (int t = 0; t < CocoProtocol.THRESHOLDS; t++) {
            sum += ofThreshold.applyAsDouble(t);
        }
        return sum / CocoProtocol.THRESHOLDS;
    }

    private static Map<String, Double> named(List<String> names, double[] values) {
        Map<String, Double> figures = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            figures.put(names.get(i), values[i]);
        }
        return figures;
    }
}
