package org.huale.acquire;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.huale.api.Stable;
import org.huale.detect.Detections;

/**
 * Pairs detections of the image with those of its mirror image, mapped back: greedily by falling IoU, each at most once,
 * whatever their classes, for disagreement about the class is what is looked for. Equal IoU: the higher sum of
 * confidences, then the lower index in the image, then in the mirror image.
 *
 * @param iou the least of a pair, in (0, 1]
 * @param confidence detections below it are as if they were not there, in [0, 1]
 */
@Stable
public record FlipMatching(double iou, double confidence) {

    public FlipMatching {
        if (!(iou > 0 && iou <= 1)) {
            throw new IllegalArgumentException("iou must be in (0, 1], got " + iou);
        }
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence must be in [0, 1], got " + confidence);
        }
    }

    /** Two detections by their indices, of the image and of its mirror image. */
    public record Pair(int original, int flipped, double iou) {}

    /**
     * Which detections belong together.
     *
     * @param pairs by falling IoU
     * @param onlyOriginal indices without a partner, ascending
     * @param onlyFlipped indices without a partner, ascending
     */
    public record Pairs(List<Pair> pairs, List<Integer> onlyOriginal, List<Integer> onlyFlipped) {

        public Pairs {
            pairs = List.copyOf(pairs);
            onlyOriginal = List.copyOf(onlyOriginal);
            onlyFlipped = List.copyOf(onlyFlipped);
        }

        public boolean originalIsEmpty() {
            return pairs.isEmpty() && onlyOriginal.isEmpty();
        }

        public boolean flippedIsEmpty() {
            return pairs.isEmpty() && onlyFlipped.isEmpty();
        }
    }

    public Pairs match(Detections original, Detections flipped) {
        List<Pair> pairs = new ArrayList<>();
        List<Integer> left = freeOf(original);
        List<Integer> right = freeOf(flipped);
        for (Pair pair : candidates(original, flipped)) {
            if (left.contains(pair.original()) && right.contains(pair.flipped())) {
                left.remove((Integer) pair.original());
                right.remove((Integer) pair.flipped());
                pairs.add(pair);
            }
        }
        return new Pairs(pairs, left, right);
    }

    private List<Integer> freeOf(Detections detections) {
        List<Integer> free = new ArrayList<>();
        for (int i : detections.atLeast(confidence)) {
            free.add(i);
        }
        return free;
    }

    private List<Pair> candidates(Detections original, Detections flipped) {
        List<Pair> candidates = new ArrayList<>();
        int[] right = flipped.atLeast(confidence);
        for (int i : original.atLeast(confidence)) {
            for (int j : right) {
                double overlap = original.box(i).iou(flipped.box(j));
                if (overlap >= iou) {
                    candidates.add(new Pair(i, j, overlap));
                }
            }
        }
        candidates.sort(Comparator.comparingDouble(Pair::iou)
                .thenComparingDouble(pair ->
                        (double) original.confidences()[pair.original()] + flipped.confidences()[pair.flipped()])
                .reversed()
                .thenComparingInt(Pair::original)
                .thenComparingInt(Pair::flipped));
        return candidates;
    }
}
