package org.huale.metric;

import java.util.Map;
import org.huale.api.Stable;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;

/** What an {@link Evaluator} looks at: the true objects, and what was found in the same images. */
@Stable
public record EvaluationInput(GroundTruthTable truth, DetectionTable detections) {

    public EvaluationInput {
        detections.requireWithin(truth);
    }

    /**
     * The detections of a detector on a data set, ties broken by {@link ImageId}. An image without an entry has no
     * detections; an entry for an image that the data set lacks is refused.
     */
    public static EvaluationInput of(Dataset dataset, Map<ImageId, Detections> detections) {
        GroundTruthTable truth = GroundTruthTable.of(dataset, ImageId::compareTo);
        return new EvaluationInput(truth, DetectionTable.of(truth, detections));
    }
}
