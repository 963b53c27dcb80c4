package org.huale.acquire.alssl;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.huale.acquire.ClassDistributions;
import org.huale.acquire.FlipMatching;
import org.huale.acquire.NearestBox;
import org.huale.acquire.entropy.BoxWords;
import org.huale.dataset.ClassNames;
import org.huale.detect.Confidence;
import org.huale.detect.Detections;
import org.huale.statistics.Divergence;

/**
 * How much the classes of an image's detections change in its mirror image: the highest symmetric Kullback-Leibler
 * divergence of the class distributions of a pair, at least 0. A detection without partner is compared with the one that
 * overlaps it most, if by enough, and else with what a detector does not tell: 0.95 background, the rest in equal shares.
 *
 * @param pairs which detections belong together
 * @param confidence of at least one of a pair
 */
record FlipRobustness(ClassNames classes, FlipMatching pairs, double confidence) {
    private static final double UNTOLD_BACKGROUND = 0.95; // detectors tell of confidences from 0.05

    /** A divergence and the pair it is of, in words. */
    record Value(double divergence, String reason) {}

    Value of(Detections original, Detections flipped) {
        ClassDistributions p = new ClassDistributions(original, classes.count());
        ClassDistributions q = new ClassDistributions(flipped, classes.count());
        FlipMatching.Pairs matched = pairs.match(original, flipped);
        Value most = new Value(0, "no detection of confidence " + confidence + " in either view");
        for (FlipMatching.Pair pair : matched.pairs()) {
            if (counts(original, pair.original()) || counts(flipped, pair.flipped())) {
                String reason = BoxWords.of(original, pair.original(), classes)
                        + String.format(
                                Locale.ROOT,
                                ", mirrored %s %.2f",
                                classes.name(flipped.classes()[pair.flipped()]),
                                flipped.confidences()[pair.flipped()]);
                most = higher(most, p.of(pair.original()), q.of(pair.flipped()), reason);
            }
        }
        most = lone(most, original, matched.onlyOriginal(), flipped);
        return lone(most, flipped, matched.onlyFlipped(), original);
    }

    private Value lone(Value most, Detections view, List<Integer> lone, Detections other) {
        ClassDistributions p = new ClassDistributions(view, classes.count());
        Value highest = most;
        for (int i : lone) {
            if (counts(view, i)) {
                highest = higher(highest, p.of(i), there(view, i, other), words(view, i));
            }
        }
        return highest;
    }

    /** What the other view shows at a detection's place, though it may be paired with another one. */
    private double[] there(Detections view, int i, Detections other) {
        NearestBox near = other.count() == 0 ? new NearestBox(0, 0) : NearestBox.of(view.box(i), other);
        return near.iou() >= pairs.iou() ? new ClassDistributions(other, classes.count()).of(near.index()) : untold();
    }

    private String words(Detections view, int i) {
        return BoxWords.of(view, i, classes) + " without partner in the other view";
    }

    private boolean counts(Detections view, int i) {
        return Confidence.isAtLeast(view.confidences()[i], confidence);
    }

    private double[] untold() {
        double[] q = new double[classes.count() + 1];
        Arrays.fill(q, (1 - UNTOLD_BACKGROUND) / classes.count());
        q[0] = UNTOLD_BACKGROUND;
        return q;
    }

    private static Value higher(Value most, double[] p, double[] q, String reason) {
        double divergence = Divergence.symmetricKullbackLeibler(p, q);
        return divergence > most.divergence() ? new Value(divergence, reason) : most;
    }
}
