package org.huale.acquire.hua;

import java.util.Arrays;
import org.huale.detect.Detections;

/**
 * Compares images box by box within classes, after PPAL (CVPR 2024): each box of one image with the nearest of its class in
 * the other by 1 - cosine of features, 2 where there is none; the mean weighted by confidence, both ways. In [0, 2].
 *
 * @param boxes the most confident ones that count
 */
record ClassMatching(int boxes) implements ImageLikeness<ClassMatching.Found> {
    private static final double NO_SUCH_CLASS = 2;

    /** Classes, confidences and features as unit vectors, {@code [N D]}. */
    record Found(int[] classes, float[] confidences, float[] features) {
        int width() {
            return classes.length == 0 ? 0 : features.length / classes.length;
        }
    }

    @Override
    public Found of(Detections detections) {
        float[] features = ImageLikeness.features(detections);
        int n = Math.min(boxes, detections.count());
        int d = n == 0 ? 0 : features.length / detections.count();
        float[] units = new float[n * d];
        for (int i = 0; i < n; i++) {
            System.arraycopy(Vectors.unit(features, i * d, d), 0, units, i * d, d);
        }
        return new Found(Arrays.copyOf(detections.classes(), n), Arrays.copyOf(detections.confidences(), n), units);
    }

    @Override
    public double distance(Found a, Found b) {
        if (a.classes().length == 0 || b.classes().length == 0) {
            return a.classes().length == b.classes().length ? 0 : NO_SUCH_CLASS;
        }
        return (oneWay(a, b) + oneWay(b, a)) / 2;
    }

    private static double oneWay(Found from, Found to) {
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < from.classes().length; i++) {
            double weight = from.confidences()[i] + 1e-12; // a mean also where all confidences are 0
            sum += weight * nearest(from, i, to);
            weights += weight;
        }
        return sum / weights;
    }

    private static double nearest(Found from, int i, Found to) {
        int d = from.width();
        double nearest = NO_SUCH_CLASS;
        for (int j = 0; j < to.classes().length; j++) {
            if (to.classes()[j] == from.classes()[i]) {
                double distance = Vectors.cosineDistance(from.features(), i * d, to.features(), j * d, d);
                nearest = Math.min(nearest, distance);
            }
        }
        return nearest;
    }
}
