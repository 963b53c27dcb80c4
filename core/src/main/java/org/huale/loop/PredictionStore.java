package org.huale.loop;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.huale.acquire.store.KeptPredictions;
import org.huale.acquire.store.StoredPredictions;
import org.huale.dataset.Dataset;
import org.huale.detect.EvidencePart;
import org.huale.detect.PoolDetector;

/** Where a cycle's predictions are computed and kept: on this machine or on many. */
@FunctionalInterface
public interface PredictionStore {

    /**
     * Goes on with the predictions of a cycle.
     *
     * @param pool images without annotations
     * @param keep evidence that is kept with the detections
     */
    KeptPredictions open(Seen seen, Dataset pool, Set<EvidencePart> keep);

    /**
     * Who looks at the images of a cycle.
     *
     * @param folder of the cycle's predictions
     * @param weights file of the cycle's detector
     * @param identity tells the detector from those of other cycles
     * @param here opens the detector in this process
     * @param elsewhere opens it where the supplier does, so that it finds what it would here
     * @param watched has the run hear of each detection, and stop between two of them; also of a detector that works elsewhere
     */
    record Seen(
            Path folder,
            Path weights,
            Map<String, String> identity,
            Supplier<PoolDetector> here,
            Function<Supplier<PoolDetector>, PoolDetector> elsewhere,
            UnaryOperator<PoolDetector> watched) {

        public Seen {
            identity = Map.copyOf(identity);
        }

        /**
         * Predictions in files of the folder.
         *
         * @param detector is opened when a prediction is missing, and closed with the predictions
         */
        public KeptPredictions kept(Supplier<PoolDetector> detector, Dataset pool, Set<EvidencePart> keep) {
            StoredPredictions.Origin origin =
                    new StoredPredictions.Origin(identity, () -> watched.apply(detector.get()));
            return StoredPredictions.open(folder, origin, pool, keep);
        }
    }

    /** On this machine. */
    static PredictionStore local() {
        return (seen, pool, keep) -> seen.kept(seen.here(), pool, keep);
    }
}
