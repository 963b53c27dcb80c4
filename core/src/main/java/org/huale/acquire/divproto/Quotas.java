package org.huale.acquire.divproto;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.huale.acquire.ClassRarity;
import org.huale.acquire.calibration.UnlearnedClasses;
import org.huale.detect.Confidence;
import org.huale.detect.Detections;
import org.huale.statistics.Quota;

/**
 * How many images are still wanted for each of the rarest classes. The share of classes is rounded down, but at least one
 * class is rare; each has the same part of the quota, the last image of a class may exceed it. Classes of equal rarity are
 * taken in their order.
 */
final class Quotas {
    private final DivProtoOptions options;
    private final double[] left;

    /** @param unlearned classes that have no quota and are not counted among those of which a share is rare */
    Quotas(DivProtoOptions options, ClassRarity rarity, UnlearnedClasses unlearned, Size size) {
        this.options = options;
        this.left = new double[size.classes()];
        List<Integer> rarestFirst = IntStream.range(0, size.classes())
                .filter(c -> !unlearned.contains(c))
                .boxed()
                .sorted(Comparator.comparingDouble((Integer c) -> -rarity.of((int) c))
                        .thenComparing(c -> c))
                .toList();
        int rare = Math.max(1, (int) Quota.lower(options.rareShare(), rarestFirst.size()));
        rarestFirst.stream().limit(rare).forEach(c -> left[c] = options.rareQuota() * size.annotated() / rare);
    }

    /** K, and how many images will be annotated. */
    record Size(int classes, int annotated) {}

    boolean isOpen() {
        for (double images : left) {
            if (images > 0) {
                return true;
            }
        }
        return false;
    }

    /** The surest detection of a class that is still wanted, -1 where there is none above the threshold. */
    int surest(Detections detections) {
        int best = -1;
        for (int i = 0; i < detections.count(); i++) {
            boolean wanted = left[detections.classes()[i]] > 0;
            float confidence = detections.confidences()[i];
            if (wanted
                    && Confidence.isAbove(confidence, options.rareConfidence())
                    && (best < 0 || confidence > detections.confidences()[best])) {
                best = i;
            }
        }
        return best;
    }

    /** An image was chosen: one less for each class that it shows above the threshold. */
    void spend(Detections detections) {
        IntStream.range(0, detections.count())
                .filter(i -> Confidence.isAbove(detections.confidences()[i], options.rareConfidence()))
                .map(i -> detections.classes()[i])
                .distinct()
                .forEach(c -> left[c] -= 1);
    }
}
