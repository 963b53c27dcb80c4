package org.huale.acquire.likeness;

import org.huale.detect.Detections;

/**
 * Compares images by the mean of their boxes' features, weighted by confidence: 1 - cosine, in [0, 2]. An image without
 * detections is at distance 1 from others.
 *
 * @param boxes the most confident ones that count
 */
public record PooledFeatures(int boxes) implements ImageLikeness<float[]> {

    /** A vector of length 1; empty where nothing was found. */
    @Override
    public float[] of(Detections detections) {
        float[] features = BoxFeatures.of(detections);
        int n = Math.min(boxes, detections.count());
        if (n == 0) {
            return new float[0];
        }
        int d = BoxFeatures.width(detections);
        float[] sum = new float[d];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < d; k++) {
                sum[k] += detections.confidences()[i] * features[i * d + k];
            }
        }
        return Vectors.unit(sum, 0, d);
    }

    @Override
    public double distance(float[] a, float[] b) {
        if (a.length == 0 || b.length == 0) {
            return a.length == b.length ? 0 : 1;
        }
        return Vectors.cosineDistance(a, 0, b, 0, a.length);
    }
}
