package org.huale.acquire.divproto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.huale.acquire.entropy.BoxEntropy;
import org.huale.acquire.likeness.BoxFeatures;
import org.huale.acquire.likeness.Vectors;
import org.huale.detect.Detections;

/**
 * Entropy-based suppression (ENMS): the most uncertain detection counts and deletes those of its class that look like it;
 * again with what is left; the image's entropy is the sum over those that counted.
 *
 * @param entropy at least 0, in nats; 0 without detections
 * @param counted indices of the detections that counted, most uncertain first
 * @param seen how many there were to begin with
 */
record DiverseEntropy(double entropy, List<Integer> counted, int seen) {

    /** @throws IllegalArgumentException where there are detections without features, or with such as are not finite */
    static DiverseEntropy of(Detections detections, DivProtoOptions options) {
        float[] features = BoxFeatures.of(detections);
        int d = BoxFeatures.width(detections);
        int[] all = detections.atLeast(options.confidence());
        List<Integer> left = Arrays.stream(all)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -entropy(detections, i))
                        .thenComparing(i -> i))
                .toList();
        List<Integer> counted = new ArrayList<>();
        List<float[]> units = new ArrayList<>();
        double sum = 0;
        for (int i : left) {
            float[] unit = Vectors.unit(features, i * d, d);
            if (!isSuppressed(detections, i, unit, new Kept(counted, units, options.sameInstance()))) {
                counted.add(i);
                units.add(unit);
                sum += entropy(detections, i);
            }
        }
        return new DiverseEntropy(sum, counted, all.length);
    }

    private record Kept(List<Integer> indices, List<float[]> units, double likeness) {}

    private static boolean isSuppressed(Detections detections, int i, float[] unit, Kept kept) {
        for (int k = 0; k < kept.indices().size(); k++) {
            boolean sameClass =
                    detections.classes()[kept.indices().get(k)] == detections.classes()[i];
            if (sameClass && Vectors.dot(kept.units().get(k), 0, unit, 0, unit.length) > kept.likeness()) {
                return true;
            }
        }
        return false;
    }

    /** In nats, of the confidence alone. */
    static double entropy(Detections detections, int i) {
        return BoxEntropy.binary(detections.confidences()[i]);
    }
}
