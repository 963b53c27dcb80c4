package org.huale.acquire.divproto;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.huale.acquire.likeness.BoxFeatures;
import org.huale.acquire.likeness.Vectors;
import org.huale.config.Mode;
import org.huale.detect.Detections;

/** The prototypes of the images chosen so far, by class, and how like these another image is. */
final class Prototypes {
    private static final float[] UNDEFINED = {};

    private final DivProtoOptions options;
    private final Map<Integer, List<float[]>> chosen = new TreeMap<>();
    private boolean empty = true;

    Prototypes(DivProtoOptions options) {
        this.options = options;
    }

    /**
     * For each class that an image shows the mean of its detections' features, weighted by their entropy, as a unit vector.
     * Where all entropies are 0, FIXED takes the plain mean; by the article's letter the prototype is undefined.
     */
    Map<Integer, float[]> of(Detections detections) {
        float[] features = BoxFeatures.of(detections);
        int d = BoxFeatures.width(detections);
        Map<Integer, double[]> sums = new TreeMap<>(); // last: the sum of weights
        for (int i : detections.atLeast(options.confidence())) {
            double guard = options.mode() == Mode.FIXED ? 1e-12 : 0;
            double weight = DiverseEntropy.entropy(detections, i) + guard;
            double[] sum = sums.computeIfAbsent(detections.classes()[i], c -> new double[d + 1]);
            for (int k = 0; k < d; k++) {
                sum[k] += weight * features[i * d + k];
            }
            sum[d] += weight;
        }
        Map<Integer, float[]> prototypes = new TreeMap<>();
        sums.forEach((classIndex, sum) -> prototypes.put(classIndex, unit(sum)));
        return prototypes;
    }

    private static float[] unit(double[] sum) {
        int d = sum.length - 1;
        if (sum[d] == 0) {
            return UNDEFINED;
        }
        float[] mean = new float[d];
        for (int k = 0; k < d; k++) {
            mean[k] = (float) (sum[k] / sum[d]);
        }
        return Vectors.unit(mean, 0, d);
    }

    void choose(Map<Integer, float[]> prototypes) {
        empty = false;
        prototypes.forEach((classIndex, prototype) -> {
            if (prototype != UNDEFINED) {
                chosen.computeIfAbsent(classIndex, c -> new ArrayList<>()).add(prototype);
            }
        });
    }

    /**
     * Over the classes of an image the least of the greatest cosine to a chosen image's prototype of the class: low where
     * one class looks new. A class that no chosen image shows counts 0 with FIXED; by the article's letter it does not
     * count, and where that leaves none, or a prototype is undefined, the value is infinite: the image is not chosen. An
     * image that shows no class is not new, either: infinite in both.
     */
    double likeness(Map<Integer, float[]> prototypes) {
        if (prototypes.isEmpty()) {
            return Double.POSITIVE_INFINITY;
        }
        if (empty) {
            return 0;
        }
        if (prototypes.containsValue(UNDEFINED)) {
            return Double.POSITIVE_INFINITY;
        }
        double least = Double.POSITIVE_INFINITY;
        for (Map.Entry<Integer, float[]> ofClass : prototypes.entrySet()) {
            List<float[]> known = chosen.getOrDefault(ofClass.getKey(), List.of());
            if (!known.isEmpty() || options.mode() == Mode.FIXED) {
                least = Math.min(least, greatest(known, ofClass.getValue()));
            }
        }
        return least;
    }

    /** 0 of none. */
    private static double greatest(List<float[]> known, float[] prototype) {
        return known.stream()
                .mapToDouble(it -> Vectors.dot(it, 0, prototype, 0, prototype.length))
                .max()
                .orElse(0);
    }
}
