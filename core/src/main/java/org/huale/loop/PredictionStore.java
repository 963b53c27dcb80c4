package org.huale.loop;

import java.nio.file.Path;
import java.util.Set;
import org.huale.acquire.store.KeptPredictions;
import org.huale.acquire.store.StoredPredictions;
import org.huale.dataset.Dataset;
import org.huale.detect.EvidencePart;

/** Where a cycle's predictions are computed and kept: on this machine or on many. */
@FunctionalInterface
public interface PredictionStore {

    /**
     * Goes on with the predictions of a folder.
     *
     * @param origin tells the detector from those of other cycles; it is opened when a prediction is missing, and closed with the
     *     predictions
     * @param pool images without annotations
     * @param keep evidence that is kept with the detections
     */
    KeptPredictions open(Path folder, StoredPredictions.Origin origin, Dataset pool, Set<EvidencePart> keep);

    /** On this machine, in files of the folder. */
    static PredictionStore local() {
        return StoredPredictions::open;
    }
}
