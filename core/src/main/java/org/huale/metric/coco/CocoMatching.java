package org.huale.metric.coco;

import java.util.Arrays;
import org.huale.metric.BoxColumns;
import org.huale.metric.ClassGroups;
import org.huale.metric.GroundTruthTable;
import org.huale.metric.coco.CocoTally.Outcome;

/**
 * pycocotools' greedy matching, in all settings at once. There, each detection in turn takes the free object of highest
 * IoU among those that count and, only where there is none, among those that are ignored; of equals it takes the later; a
 * crowd is never used up. Here an object holds the set of settings in which it is taken, so that a detection that meets
 * one object is settled by a few operations on bits.
 */
final class CocoMatching {
    private final GroundTruthTable truth;
    private final BoxColumns boxes;
    private final ClassGroups objects;
    private final long[] ignored;
    private final long[] taken;
    private int[] candidates = new int[16];
    private double[] overlaps = new double[16];
    private int candidateCount;

    CocoMatching(CocoClassScorer.Shared shared) {
        truth = shared.grouped().truth();
        boxes = shared.grouped().found().boxes();
        objects = shared.grouped().objects();
        ignored = shared.ignored();
        taken = shared.taken();
    }

    /** Matches a detection with the objects at the positions from (inclusive) to (exclusive), those of its image and class. */
    Outcome match(int detection, int from, int to) {
        findCandidates(detection, from, to);
        long outside = CocoProtocol.outside(boxes.area(detection));
        if (candidateCount == 0) {
            return new Outcome(0, 0, outside);
        }
        long counting = takeBest(CocoProtocol.everySetting(), false);
        long ignoring = takeBest(CocoProtocol.everySetting() & ~counting, true);
        return new Outcome(counting | ignoring, ignoring, outside);
    }

    private void findCandidates(int detection, int from, int to) {
        candidateCount = 0;
        for (int position = from; position < to; position++) {
            int object = objects.row(position);
            double overlap = truth.isCrowd(object)
                    ? boxes.coverage(detection, truth.boxes(), object)
                    : boxes.iou(detection, truth.boxes(), object);
            if (overlap >= CocoProtocol.leastIou()) {
                addCandidate(position, overlap);
            }
        }
    }

    /** Keeps the candidates by falling overlap, of equals the later first. */
    private void addCandidate(int position, double overlap) {
        if (candidateCount == candidates.length) {
            candidates = Arrays.copyOf(candidates, 2 * candidateCount);
            overlaps = Arrays.copyOf(overlaps, 2 * candidateCount);
        }
        int at = candidateCount++;
        for (; at > 0 && overlaps[at - 1] <= overlap; at--) {
            candidates[at] = candidates[at - 1];
            overlaps[at] = overlaps[at - 1];
        }
        candidates[at] = position;
        overlaps[at] = overlap;
    }

    private long takeBest(long wanted, boolean ofIgnored) {
        long matched = 0;
        for (int i = 0; i < candidateCount; i++) {
            int position = candidates[i];
            long eligible = ofIgnored ? ignored[position] : ~ignored[position];
            long takes = wanted & ~matched & eligible & ~taken[position] & CocoProtocol.reachedBy(overlaps[i]);
            matched |= takes;
            if (!truth.isCrowd(objects.row(position))) {
                taken[position] |= takes;
            }
        }
        return matched;
    }
}
