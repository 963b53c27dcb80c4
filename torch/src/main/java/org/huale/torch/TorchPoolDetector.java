package org.huale.torch;

import java.util.Set;
import org.huale.detect.EvidencePart;
import org.huale.detect.PoolDetector;
import org.huale.detect.pool.PoolRunner;
import org.huale.image.ImageReader;

/** Opens trained Faster R-CNNs for many images. */
public final class TorchPoolDetector {

    private TorchPoolDetector() {}

    /**
     * Reads weights, and those of companions that lie beside them.
     *
     * @param batchSize images detected in together, at least 1
     * @param wanted parts of the evidence that detections are to carry
     * @throws org.huale.problem.HualeException as {@link TorchDetector#withCompanions}
     */
    public static PoolDetector open(
            TorchDetector.Source source, ImageReader reader, int batchSize, Set<EvidencePart> wanted) {
        PoolRunner.Reading reading = new PoolRunner.Reading(reader, batchSize);
        return new PoolRunner(TorchDetector.withCompanions(source), reading, wanted);
    }
}
