package org.huale.acquire.hua;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.huale.acquire.ClassCounts;
import org.huale.acquire.FakePredictions;
import org.huale.acquire.SamplePool;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.huale.detect.View;

/** The preset {@code default} in the plainest way, but for the order of images that gain equally. For three classes. */
final class CoverageTwin {
    private static final int K = 3;

    private final Map<ImageId, Detections> found;
    private final List<ImageId> pool;

    CoverageTwin(FakePredictions predictions, List<ImageId> pool) {
        this.found = predictions.all(View.ORIGINAL, pool);
        this.pool = pool;
    }

    List<ImageId> selected(int budget) {
        List<ImageId> uncertain = new ArrayList<>(pool);
        uncertain.sort(Comparator.comparingDouble((ImageId image) -> -entropy(of(image)))
                .thenComparing(Comparator.naturalOrder()));
        List<ImageId> left = new ArrayList<>(uncertain.subList(0, 6 * budget));
        List<ImageId> taken = new ArrayList<>();
        while (taken.size() < budget) {
            ImageId best = left.stream()
                    .max(Comparator.comparingDouble(image -> covered(taken, image)))
                    .orElseThrow();
            taken.add(best);
            left.remove(best);
        }
        return taken;
    }

    private static double entropy(Detections found) {
        double highest = 0;
        float[] p = found.count() == 0
                ? new float[0]
                : Objects.requireNonNull(found.evidence()).probabilities();
        for (int i = 0; i < found.count(); i++) {
            double entropy = 0;
            for (int c = 0; c <= K; c++) {
                double value = p[i * (K + 1) + c];
                entropy -= value > 0 ? value * Math.log(value) : 0;
            }
            highest = found.confidences()[i] >= 0.05 ? Math.max(highest, entropy) : highest;
        }
        return highest;
    }

    private double covered(List<ImageId> taken, ImageId further) {
        long[] annotated = ClassCounts.of(SamplePool.labeled(), SamplePool.CLASSES);
        List<ImageId> all = new ArrayList<>(taken);
        all.add(further);
        double sum = 0;
        for (int c = 0; c < K; c++) {
            double objects = annotated[c];
            for (ImageId image : all) {
                for (int i = 0; i < of(image).count(); i++) {
                    objects += of(image).classes()[i] == c ? of(image).confidences()[i] : 0;
                }
            }
            sum += Math.log(1 + objects);
        }
        return sum;
    }

    private Detections of(ImageId image) {
        return Objects.requireNonNull(found.get(image));
    }
}
