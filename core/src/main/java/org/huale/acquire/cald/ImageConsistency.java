package org.huale.acquire.cald;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.huale.acquire.ClassDistributions;
import org.huale.acquire.NearestBox;
import org.huale.acquire.entropy.BoxWords;
import org.huale.config.Mode;
import org.huale.dataset.ClassNames;
import org.huale.detect.Detections;
import org.huale.detect.View;
import org.huale.statistics.Divergence;

/**
 * How consistent the detections of an image are with those of its views. A detection k and the one that overlaps it most in
 * a view have the agreement M_k = IoU + (1 - JS)(p_k + q_k) / 2, JS being the Jensen-Shannon divergence of their class
 * distributions and p, q their highest class probabilities, in [0, 2]. A view's value is the least |M_k - base point|, at
 * most 1; an image's is the mean over the views, in [0, 1]. Low is wanted.
 */
record ImageConsistency(CaldOptions options, ClassNames classes, List<View> views) {
    private static final int MANY = 40;
    private static final int KEPT_OF_MANY = 50;

    /** An image's value, and the detection nearest to the base point in words. */
    record Value(double value, String reason) {}

    /** @param found of the image, where there is at least one, then of each view */
    Value of(List<Detections> found) {
        Detections original = found.get(0);
        int[] counted = counted(original.count());
        double sum = 0;
        Nearest nearest = new Nearest(Double.POSITIVE_INFINITY, "");
        for (int v = 0; v < views.size(); v++) {
            Nearest here = nearest(original, counted, found.get(v + 1), views.get(v));
            sum += Math.min(1, here.distance());
            nearest = here.distance() < nearest.distance() ? here : nearest;
        }
        return new Value(sum / views.size(), nearest.reason());
    }

    /** The highest confidence of each class, as the mean over the image and its views, {@code [K]}. */
    double[] classes(List<Detections> found) {
        double[] mean = new double[classes.count()];
        for (int v = 0; v < found.size(); v++) {
            Detections view = found.get(v);
            double[] highest = new double[classes.count()];
            for (int i : v == 0
                    ? counted(view.count())
                    : IntStream.range(0, view.count()).toArray()) {
                int c = view.classes()[i];
                highest[c] = Math.max(highest[c], view.confidences()[i]);
            }
            for (int c = 0; c < mean.length; c++) {
                mean[c] += highest[c] / found.size();
            }
        }
        return mean;
    }

    /** All detections; as published, of more than 40 fifty spread over them, so that from 41 to 49 some count twice. */
    private int[] counted(int count) {
        return options.mode() == Mode.FAITHFUL && count > MANY
                ? IntStream.range(0, KEPT_OF_MANY)
                        .map(i -> (int) Math.rint(i * (count - 1.0) / (KEPT_OF_MANY - 1)))
                        .toArray()
                : IntStream.range(0, count).toArray();
    }

    private record Nearest(double distance, String reason) {}

    private Nearest nearest(Detections original, int[] counted, Detections view, View kind) {
        if (options.mode() == Mode.FAITHFUL && view.count() == 0) {
            return new Nearest(0, "nothing found in view " + View.kind(kind.name()));
        }
        ClassDistributions p = new ClassDistributions(original, classes.count());
        ClassDistributions q = new ClassDistributions(view, classes.count());
        int nearest = -1;
        double agreement = Double.POSITIVE_INFINITY;
        for (int k : counted) {
            double here = agreement(original, k, view, new Both(p, q));
            if (distance(here) < distance(agreement)) {
                nearest = k;
                agreement = here;
            }
        }
        return new Nearest(distance(agreement), words(original, nearest, agreement, kind));
    }

    private double distance(double agreement) {
        return Math.abs(agreement - options.consistency().basePoint());
    }

    private record Both(ClassDistributions p, ClassDistributions q) {}

    private double agreement(Detections original, int k, Detections view, Both both) {
        if (view.count() == 0) {
            return 0;
        }
        NearestBox near = NearestBox.of(original.box(k), view);
        if (near.iou() == 0 && options.mode() == Mode.FIXED) {
            return 0; // the published program compares with the most confident detection, wherever that is
        }
        return agreement(
                near.iou(),
                both.p().of(k),
                both.q().of(near.index()),
                options.consistency().bits());
    }

    /** M of two distributions, background first, whose boxes have this overlap. */
    static double agreement(double iou, double[] p, double[] q, boolean bits) {
        double divergence = Divergence.jensenShannon(p, q) / (bits ? Math.log(2) : 1);
        return iou + (1 - divergence) * (ClassDistributions.highest(p) + ClassDistributions.highest(q)) / 2;
    }

    private String words(Detections original, int k, double agreement, View view) {
        return String.format(
                Locale.ROOT,
                "%s: agreement %.3f with view %s",
                BoxWords.of(original, k, classes),
                agreement,
                View.kind(view.name()));
    }
}
