package org.huale.acquire.likeness;

import java.util.Arrays;
import org.huale.config.Mode;
import org.huale.detect.Detections;

/**
 * Compares images box by box within classes, PPAL's category-conditioned matching (Yang et al., CVPR 2024): each box of one
 * image with the nearest of its class in the other by 1 - cosine of features, 2 where there is none; the mean weighted by
 * confidence, both ways. In [0, 2].
 *
 * <p>The authors' program, which {@link Mode#FAITHFUL} follows, takes boxes of equal rank and class in different images for
 * equal, so that images whose most confident boxes are of one class seem alike whatever these look like; an image without
 * boxes is at distance 0 from all images; and 0.00001 is added to the weights.
 *
 * @param boxes the most confident ones that count, at least 1
 * @param confidence least one of a box that counts
 */
public record ClassMatching(int boxes, double confidence, Mode mode) implements ImageLikeness<ClassMatching.Found> {
    private static final double NO_SUCH_CLASS = 2;
    private static final double ADDED_TO_WEIGHTS = 1e-5;

    /** What is compared of an image: classes, confidences and features as unit vectors, {@code [N D]}. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and owned by the strategy that asked for it
    public record Found(int[] classes, float[] confidences, float[] features) {

        int count() {
            return classes.length;
        }

        int width() {
            return classes.length == 0 ? 0 : features.length / classes.length;
        }
    }

    @Override
    public Found of(Detections detections) {
        float[] features = BoxFeatures.of(detections);
        int[] counted =
                Arrays.stream(detections.atLeast(confidence)).limit(boxes).toArray();
        int d = BoxFeatures.width(detections);
        Found found = new Found(new int[counted.length], new float[counted.length], new float[counted.length * d]);
        for (int k = 0; k < counted.length; k++) {
            found.classes()[k] = detections.classes()[counted[k]];
            found.confidences()[k] = detections.confidences()[counted[k]];
            System.arraycopy(Vectors.unit(features, counted[k] * d, d), 0, found.features(), k * d, d);
        }
        return found;
    }

    @Override
    public double distance(Found a, Found b) {
        if (a.count() == 0 || b.count() == 0) {
            return mode == Mode.FAITHFUL || a.count() == b.count() ? 0 : NO_SUCH_CLASS;
        }
        double[] ofA = new double[a.count()];
        double[] ofB = new double[b.count()];
        Arrays.fill(ofA, NO_SUCH_CLASS);
        Arrays.fill(ofB, NO_SUCH_CLASS);
        for (int k = 0; k < ofA.length; k++) {
            for (int l = 0; l < ofB.length; l++) {
                if (a.classes()[k] == b.classes()[l]) {
                    double distance = ofBoxes(a, k, b, l);
                    ofA[k] = Math.min(ofA[k], distance);
                    ofB[l] = Math.min(ofB[l], distance);
                }
            }
        }
        return (mean(ofA, a.confidences()) + mean(ofB, b.confidences())) / 2;
    }

    private double ofBoxes(Found a, int k, Found b, int l) {
        if (mode == Mode.FAITHFUL && k == l) {
            return 0;
        }
        int d = a.width();
        return Vectors.cosineDistance(a.features(), k * d, b.features(), l * d, d);
    }

    private double mean(double[] distances, float[] confidences) {
        double added = mode == Mode.FAITHFUL ? 0 : 1e-12; // a mean also where all confidences are 0
        double sum = 0;
        double weights = mode == Mode.FAITHFUL ? ADDED_TO_WEIGHTS : 0;
        for (int k = 0; k < distances.length; k++) {
            double weight = confidences[k] + added;
            sum += weight * distances[k];
            weights += weight;
        }
        return sum / weights;
    }
}
