package org.huale.metric.voc;

import java.util.BitSet;
import org.huale.metric.Evaluation.Counts;
import org.huale.metric.GroundTruthTable;
import org.huale.metric.GroupedInput;
import org.huale.metric.ObjectsByImage;

/** Matches the detections of one class after the other as the VOC development kit does; belongs to a thread. */
public final class VocClassScorer {
    private static final double LEAST_IOU = 0.5;
    private static final int NONE = -1;

    private final GroupedInput grouped;
    private final GroundTruthTable truth;
    private final ObjectsByImage objectsByImage;
    private final BitSet taken = new BitSet();

    public VocClassScorer(GroupedInput grouped) {
        this.grouped = grouped;
        truth = grouped.truth();
        objectsByImage = new ObjectsByImage(grouped);
    }

    /** What becomes of a detection. */
    public enum Match {
        FOUND,
        FALSE,
        /** Neither found nor a mistake. */
        IGNORED
    }

    /** Hears of each detection, most confident first. */
    public interface Sink {
        void matched(int detection, Match match);
    }

    VocTally score(int classIndex) {
        VocTally tally = new VocTally(truth.classes().name(classIndex), counts(classIndex));
        forEach(classIndex, (detection, match) -> {
            if (match == Match.FOUND) {
                tally.addTruePositive(grouped.found().confidence(detection));
            } else if (match == Match.FALSE) {
                tally.addFalsePositive();
            }
        });
        return tally;
    }

    public void forEach(int classIndex, Sink sink) {
        objectsByImage.fill(classIndex);
        for (int detection : grouped.byConfidence(classIndex)) {
            sink.matched(detection, match(detection));
        }
        objectsByImage.clear(classIndex);
    }

    private Counts counts(int classIndex) {
        BitSet images = new BitSet();
        int objects = 0;
        for (int p = grouped.objects().start(classIndex); p < grouped.objects().start(classIndex + 1); p++) {
            int object = grouped.objects().row(p);
            if (!isIgnored(object)) {
                objects++;
                images.set(truth.image().get(object));
            }
        }
        int ignored = grouped.objects().count(classIndex) - objects;
        return new Counts(
                images.cardinality(), objects, ignored, grouped.detections().count(classIndex));
    }

    /** Whether an object is neither to be found nor a mistake where it is: a difficult one, or a crowd. */
    public boolean isIgnored(int object) {
        return truth.isDifficult(object) || truth.isCrowd(object);
    }

    private Match match(int detection) {
        int object = bestOverlapping(detection);
        if (object != NONE && isIgnored(object)) {
            return Match.IGNORED;
        }
        if (object == NONE || taken.get(object)) {
            return Match.FALSE;
        }
        taken.set(object);
        return Match.FOUND;
    }

    /** The first of the objects with highest IoU, where that reaches a half. */
    private int bestOverlapping(int detection) {
        int image = grouped.found().image().get(detection);
        double highest = 0;
        int best = NONE;
        for (int p = objectsByImage.from(image); p < objectsByImage.to(image); p++) {
            int object = grouped.objects().row(p);
            double iou = grouped.found().boxes().iou(detection, truth.boxes(), object);
            if (iou > highest) {
                highest = iou;
                best = object;
            }
        }
        return highest >= LEAST_IOU ? best : NONE;
    }
}
