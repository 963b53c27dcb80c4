package org.huale.acquire.cald;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.huale.acquire.EmptyDetectionPolicy;
import org.huale.acquire.ImageScore;
import org.huale.config.Mode;
import org.huale.statistics.Divergence;
import org.huale.statistics.Softmax;

/**
 * The second stage: from candidates it picks those whose classes differ most, by Jensen-Shannon divergence, from the classes
 * annotated so far, or those with which the annotated classes become most even. B passes over 1.2 B candidates.
 *
 * <p>Mended, numbers of objects and confidences are compared as shares of their sums, and the confidences of each pick count
 * as annotated for the next. As published, both are put through softmax, by which counts become sharper than confidences, and
 * nothing is learned from a pick.
 */
final class ClassBalance {
    private final CaldOptions options;
    private final double[] known;
    private final UnaryOperator<double[]> distribution;

    /**
     * @param counts of annotated objects by class
     * @param images in which they are
     */
    ClassBalance(CaldOptions options, long[] counts, int images) {
        this.options = options;
        boolean faithful = options.mode() == Mode.FAITHFUL;
        this.known = Arrays.stream(counts)
                .mapToDouble(n -> faithful && images > 0 ? (double) n / images : n)
                .toArray();
        this.distribution = faithful ? Softmax::of : Softmax::shares;
    }

    /**
     * An image from the first stage with the highest confidence of each class, all 0 where nothing was found.
     *
     * @param classes {@code [K]}
     */
    record Candidate(ImageScore score, double[] classes) {

        boolean empty() {
            return Arrays.stream(classes).allMatch(it -> it == 0);
        }
    }

    /** A candidate with its divergence when it was picked, 0 for one in which nothing was found. */
    record Pick(Candidate candidate, double divergence) {}

    /** So many of the candidates, in the order they were picked. */
    List<Pick> picks(List<Candidate> candidates, int wanted) {
        List<Pick> picks = new ArrayList<>();
        List<Candidate> empty = candidates.stream().filter(Candidate::empty).toList();
        boolean emptyFirst = options.mode() == Mode.FAITHFUL || options.empty() == EmptyDetectionPolicy.FIRST;
        if (emptyFirst) {
            take(empty, picks, wanted);
        }
        Set<Candidate> left = new LinkedHashSet<>(
                candidates.stream().filter(it -> !it.empty()).toList());
        pickAmong(left, picks, wanted);
        if (!emptyFirst) {
            take(empty, picks, wanted);
        }
        return picks;
    }

    private static void take(List<Candidate> candidates, List<Pick> picks, int wanted) {
        candidates.stream().limit(wanted - picks.size()).forEach(it -> picks.add(new Pick(it, 0)));
    }

    private void pickAmong(Set<Candidate> left, List<Pick> picks, int wanted) {
        if (options.mode() == Mode.FAITHFUL) {
            left.stream()
                    .map(it -> new Pick(it, divergence(it.classes())))
                    .sorted(Comparator.comparingDouble(it -> -wish(it.divergence())))
                    .limit(wanted - picks.size())
                    .forEach(picks::add);
            return;
        }
        while (picks.size() < wanted && !left.isEmpty()) {
            Pick best = best(left);
            left.remove(best.candidate());
            picks.add(best);
            for (int c = 0; c < known.length; c++) {
                known[c] += best.candidate().classes()[c];
            }
        }
    }

    /** Of equal ones the first. */
    private Pick best(Set<Candidate> left) {
        return left.stream()
                .map(it -> new Pick(it, divergence(it.classes())))
                .reduce((a, b) -> wish(b.divergence()) > wish(a.divergence()) ? b : a)
                .orElseThrow();
    }

    private double wish(double divergence) {
        return options.balance().target() == CaldOptions.Target.UNIFORM ? -divergence : divergence;
    }

    /** From the classes annotated so far, or, with the image's added, from even ones. */
    double divergence(double[] classes) {
        if (options.balance().target() == CaldOptions.Target.UNIFORM) {
            double[] both = known.clone();
            for (int c = 0; c < both.length; c++) {
                both[c] += classes[c];
            }
            return Divergence.jensenShannon(distribution.apply(both), Softmax.of(new double[both.length]));
        }
        return Divergence.jensenShannon(distribution.apply(known), distribution.apply(classes));
    }
}
