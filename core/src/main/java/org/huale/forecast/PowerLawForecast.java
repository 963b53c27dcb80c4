package org.huale.forecast;

import java.util.ArrayList;
import java.util.List;
import org.huale.statistics.LearningCurve;

/**
 * The power law that a learning curve follows as far as it is known: a figure of {@code s + g (1 - (n / n0)^-c) + noise} with
 * n labeled images, n0 of them in the first cycle. Curves of detectors over the size of their training set have this form
 * (Hestness et al., arXiv 1712.00409). Few points do not settle it, so nothing is fitted to a single best law: all laws on a
 * grid of exponents c and deviations of the noise count as they explain the points, with s and g integrated out, which for
 * given c and noise is exact. The prior is wide: s around 0.4 with deviation 0.4, g around 0.25 with deviation 0.2; all
 * exponents and all deviations of the noise on the grid are alike.
 *
 * <p>The noise is that of one training and one test set, so that an interval is for the figure that will be measured, not for
 * its mean. The curve says nothing of a selection that changes its ways, or of classes that are added.
 *
 * @param points at least {@link #LEAST_POINTS}, with figures in [0, 1]
 */
public record PowerLawForecast(List<LearningCurve.Point> points) {
    /** Of fewer points nothing is said. */
    public static final int LEAST_POINTS = 2;

    /** The share of measured figures that the interval should hold. */
    public static final double CONFIDENCE = 0.8;

    private static final LineBelief PRIOR = new LineBelief(0.4, 0.25, 0.16, 0, 0.04);
    private static final double[] EXPONENTS = {0.1, 0.2, 0.35, 0.5, 0.7, 1, 1.4};
    private static final int NOISES = 8;
    private static final double LEAST_NOISE = 0.005;

    public PowerLawForecast {
        points = new LearningCurve(points).points(); // checks the order
        if (points.size() < LEAST_POINTS || points.get(0).x() <= 0) {
            throw new IllegalArgumentException(
                    "a power law needs at least " + LEAST_POINTS + " points with x above 0, got " + points);
        }
    }

    /** @param next images of which a figure is expected, more than those of the last point */
    public Expectation at(double next) {
        LearningCurve.Point last = points.get(points.size() - 1);
        if (!(next > last.x())) {
            throw new IllegalArgumentException("next must be above " + last.x() + ", got " + next);
        }
        NormalMixture figures = mixture(next);
        double tail = (1 - CONFIDENCE) / 2;
        return new Expectation(
                last,
                next,
                clipped(figures.mean()),
                clipped(figures.quantile(tail)),
                clipped(figures.quantile(1 - tail)));
    }

    private static double clipped(double figure) {
        return Math.max(0, Math.min(1, figure));
    }

    /** @param evidence logarithm */
    private record Law(double exponent, double noise, LineBelief belief, double evidence) {}

    private NormalMixture mixture(double next) {
        List<Law> laws = new ArrayList<>();
        for (double exponent : EXPONENTS) {
            for (int i = 0; i < NOISES; i++) {
                laws.add(law(exponent, LEAST_NOISE * Math.pow(2, i / 2.0)));
            }
        }
        double most = laws.stream().mapToDouble(Law::evidence).max().orElseThrow();
        return new NormalMixture(laws.stream()
                .map(it -> part(it, place(next, it.exponent()), most))
                .toList());
    }

    private static NormalMixture.Part part(Law law, double place, double most) {
        double variance = law.belief().variance(place) + law.noise() * law.noise();
        return new NormalMixture.Part(
                Math.exp(law.evidence() - most), law.belief().mean(place), Math.sqrt(variance));
    }

    private Law law(double exponent, double noise) {
        LineBelief belief = PRIOR;
        double evidence = 0;
        for (LearningCurve.Point point : points) {
            double place = place(point.x(), exponent);
            evidence += belief.evidence(place, point.y(), noise);
            belief = belief.seeing(place, point.y(), noise);
        }
        return new Law(exponent, noise, belief, evidence);
    }

    /** How much of what more labels can bring they have brought, of 1. */
    private double place(double images, double exponent) {
        return 1 - Math.pow(images / points.get(0).x(), -exponent);
    }
}
