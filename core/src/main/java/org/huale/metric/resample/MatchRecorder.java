package org.huale.metric.resample;

import org.huale.metric.EvaluationInput;
import org.huale.metric.GroundTruthTable;
import org.huale.metric.GroupedInput;
import org.huale.metric.coco.CocoClassScorer;
import org.huale.metric.coco.CocoProtocol;
import org.huale.metric.voc.VocClassScorer;

/** Notes what becomes of the detections of one class after the other. */
final class MatchRecorder {
    private final GroupedInput grouped;
    private final VocClassScorer voc;
    private final CocoClassScorer coco;
    private final long[] ignored;
    private final int[] marks;

    /** @param most detections of a class that count in an image by COCO's rules */
    MatchRecorder(EvaluationInput input, int most) {
        grouped = GroupedInput.of(input);
        voc = new VocClassScorer(grouped);
        CocoClassScorer.Shared shared = CocoClassScorer.Shared.of(input, most);
        coco = new CocoClassScorer(shared);
        ignored = shared.ignored();
        marks = new int[input.detections().size()];
    }

    ClassMatches record(int classIndex) {
        int[] detections = grouped.byConfidence(classIndex);
        for (int detection : detections) {
            marks[detection] = ClassMatches.COCO_UNSEEN;
        }
        coco.forEach(classIndex, (detection, rank, outcome) -> marks[detection] = ClassMatches.mark(outcome));
        voc.forEach(classIndex, (detection, match) -> marks[detection] |= ClassMatches.mark(match));
        int last = detections.length;
        while (last > 0 && (marks[detections[last - 1]] & ClassMatches.FOUND_ANYWHERE) == 0) {
            last--;
        }
        return matches(classIndex, detections, last);
    }

    private ClassMatches matches(int classIndex, int[] detections, int count) {
        int[] images = new int[count];
        int[] kept = new int[count];
        for (int i = 0; i < count; i++) {
            images[i] = grouped.found().image().get(detections[i]);
            kept[i] = marks[detections[i]];
        }
        int from = grouped.objects().start(classIndex);
        int[] objectImages = new int[grouped.objects().count(classIndex)];
        int[] objectMarks = new int[objectImages.length];
        GroundTruthTable truth = grouped.truth();
        for (int i = 0; i < objectImages.length; i++) {
            int object = grouped.objects().row(from + i);
            objectImages[i] = truth.image().get(object);
            objectMarks[i] = (voc.isIgnored(object) ? 0 : ClassMatches.VOC_OBJECT)
                    + (CocoProtocol.holds(ignored[from + i], 0) ? 0 : ClassMatches.COCO_OBJECT);
        }
        return new ClassMatches(truth.classes().name(classIndex), images, kept, objectImages, objectMarks);
    }
}
