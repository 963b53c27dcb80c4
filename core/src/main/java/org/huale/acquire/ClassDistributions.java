package org.huale.acquire;

import java.util.Arrays;
import org.huale.detect.Detections;

/**
 * The class distribution of each detection of an image over background and K classes, background first, in {@code double}
 * and with sum 1 to rounding. Where detections come without probabilities, a detection of confidence s is taken to be
 * of its class with probability s and background otherwise.
 */
public final class ClassDistributions {
    private final Detections detections;
    private final int width;

    /** @throws IllegalArgumentException where there are probabilities, but not K + 1 for each detection */
    public ClassDistributions(Detections detections, int classCount) {
        this.detections = detections;
        this.width = classCount + 1;
        Detections.Evidence evidence = detections.evidence();
        if (evidence != null && evidence.probabilities().length != 0) {
            requireLength(evidence.probabilities().length, width * detections.count());
        }
    }

    /** The distribution of one detection, a new array of length K + 1. */
    public double[] of(int detection) {
        Detections.Evidence evidence = detections.evidence();
        double[] p = evidence == null || evidence.probabilities().length == 0
                ? binary(detection)
                : copied(evidence.probabilities(), detection);
        return normalized(p, detection);
    }

    /**
     * Those of detections of which only the class and its score is known, one after the other as in evidence:
     * {@code [N (K + 1)]}.
     *
     * @param classCount K
     */
    public static float[] ofScores(int classCount, int[] classes, float[] scores) {
        int width = classCount + 1;
        float[] distributions = new float[width * classes.length];
        for (int i = 0; i < classes.length; i++) {
            distributions[i * width] = 1 - scores[i];
            distributions[i * width + 1 + classes[i]] = scores[i];
        }
        return distributions;
    }

    /** The highest probability of a detection's classes; it may be another class than the detection's. */
    public double highest(int detection) {
        return highest(of(detection));
    }

    /** The highest of a distribution without its background. */
    public static double highest(double[] p) {
        double highest = 0;
        for (int c = 1; c < p.length; c++) {
            highest = Math.max(highest, p[c]);
        }
        return highest;
    }

    private double[] binary(int detection) {
        double[] p = new double[width];
        double confidence = detections.confidences()[detection];
        p[0] = 1 - confidence;
        p[1 + detections.classes()[detection]] = confidence;
        return p;
    }

    private double[] copied(float[] probabilities, int detection) {
        double[] p = new double[width];
        for (int c = 0; c < width; c++) {
            p[c] = probabilities[detection * width + c];
        }
        return p;
    }

    private static double[] normalized(double[] p, int detection) {
        double sum = Arrays.stream(p).sum();
        if (!(sum > 0 && Double.isFinite(sum)) || Arrays.stream(p).anyMatch(it -> it < 0)) {
            throw new IllegalArgumentException(
                    "detection " + detection + " has no class distribution: " + Arrays.toString(p));
        }
        for (int c = 0; c < p.length; c++) {
            p[c] /= sum;
        }
        return p;
    }

    private static void requireLength(int actual, int wanted) {
        if (actual != wanted) {
            throw new IllegalArgumentException("got " + actual + " class probabilities, need " + wanted);
        }
    }
}
