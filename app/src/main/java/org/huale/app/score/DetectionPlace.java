package org.huale.app.score;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.dataset.Dataset;
import org.huale.detect.EvidencePart;
import org.huale.detect.PoolDetector;
import org.huale.detect.provider.DetectorProviders;
import org.huale.detect.provider.DetectorSource;
import org.huale.loop.PlannedSelection;

/** Where a detector goes through the images of a scoring: in this process, or on other machines. */
@FunctionalInterface
public interface DetectionPlace {

    /**
     * Makes the detector ready. Wherever that is, the same images go through the network in the same batches, so that the
     * predictions are the same to the bit where the arithmetic of the machines is.
     */
    PoolDetector open(Work work);

    /** Kinds of the views in which images are looked at there; empty where in any. */
    default Optional<Set<String>> views() {
        return Optional.empty();
    }

    /** Kinds of the views that the strategy asks for on such images and in which none is looked at there, in order. */
    default List<String> unseen(Dataset images, AcquisitionStrategy strategy) {
        return views().map(seen -> PlannedSelection.viewsOf(images, strategy).stream()
                        .filter(view -> !seen.contains(view))
                        .sorted()
                        .toList())
                .orElse(List.of());
    }

    /**
     * What is to be done.
     *
     * @param source the detector
     * @param batch images detected in together
     * @param needs parts of the evidence that detections are to carry
     * @param identity what tells these predictions from those of other detectors, by what is said
     * @param folder of the scoring
     */
    record Work(DetectorSource source, int batch, Set<EvidencePart> needs, Map<String, String> identity, Path folder) {

        public Work {
            needs = Set.copyOf(needs);
            identity = Map.copyOf(identity);
        }

        /** The detector, in this process. */
        public PoolDetector here() {
            return DetectorProviders.of(source).openForImages(source, batch, needs);
        }
    }

    /** In this process. */
    static DetectionPlace here() {
        return Work::here;
    }
}
