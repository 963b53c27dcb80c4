package org.huale.acquire;

import java.util.List;
import java.util.Set;
import org.huale.api.Stable;
import org.huale.detect.Companion;
import org.huale.detect.EvidencePart;

/**
 * Chooses the images to be annotated next. Pure: the same query gives the same selection; all randomness comes from the
 * query's generator, nothing is kept between calls. Ties break by image id.
 */
@Stable
public interface AcquisitionStrategy {

    /** As in configurations and reports. */
    String name();

    /** What it reads of predictions besides boxes, classes and confidences; the rest need not be kept. */
    default Set<EvidencePart> needs() {
        return Set.of();
    }

    /** The vectors of whole images that it cannot do without, by the names that {@link Predictions#forEachVector} takes. */
    default Set<String> neededVectors() {
        return Set.of();
    }

    /** What has to be trained beside the detector for it. */
    default List<Companion> companions() {
        return List.of();
    }

    /**
     * Whether it draws without looking: the measure of others, which is not to be made better by what is done for all
     * strategies.
     */
    default boolean drawsBlindly() {
        return false;
    }

    /**
     * Selects exactly min(B, unlabeled) images, most wanted first.
     *
     * @throws org.huale.problem.HualeException where the detector lacks what the strategy needs
     */
    Selection select(Query query);
}
