package org.huale.loop;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.huale.acquire.AcquisitionStrategy;
import org.huale.acquire.Predictions;
import org.huale.acquire.store.StoredPredictions;
import org.huale.dataset.Dataset;
import org.huale.detect.PoolDetector;

/** Where a cycle's predictions are computed and kept: on this machine or on many. */
@FunctionalInterface
public interface PredictionStore {

    /**
     * Goes on with the predictions of a folder.
     *
     * @param detector opened when a prediction is missing, and closed with the predictions
     * @param pool images without annotations
     * @param keep evidence that is kept with the detections
     */
    Opened open(Path folder, Supplier<PoolDetector> detector, Dataset pool, Set<AcquisitionStrategy.Evidence> keep);

    /** On this machine, in files of the folder. */
    static PredictionStore local() {
        return (folder, detector, pool, keep) ->
                new LocalPredictions(StoredPredictions.open(folder, detector, pool, keep));
    }

    /** Predictions in use. */
    interface Opened extends Predictions, AutoCloseable {

        /** Images that went through the detector so far, also in processes before this one, by name of the view. */
        Map<String, Integer> forwards();

        @Override
        void close();
    }
}
