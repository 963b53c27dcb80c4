package org.huale.acquire.coverage;

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

/** {@link ClassCoverage} of objects, uncalibrated, in the plainest way, but for the order of images that gain equally. For three classes. */
final class CoverageTwin {
    private static final int K = 3;

    private final Map<ImageId, Detections> found;

    CoverageTwin(FakePredictions predictions, List<ImageId> pool) {
        this.found = predictions.all(View.ORIGINAL, pool);
    }

    List<ImageId> selected(List<ImageId> candidates, int budget) {
        List<ImageId> left = new ArrayList<>(candidates);
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
