package org.huale.acquire.hua;

import java.util.Optional;
import java.util.Set;
import org.huale.acquire.Predictions;
import org.huale.api.Stable;
import org.huale.detect.EvidencePart;

/**
 * One of the numbers by which candidates are ranked. Pure: equal candidates have equal values. Values are compared among
 * the candidates only, so that their scale does not matter.
 */
@Stable
public interface HuaMetric {

    /** As in explanations, in words: {@code overlap ratio}. */
    String name();

    /** What it reads of detections besides boxes, classes and confidences. */
    default Set<EvidencePart> needs() {
        return Set.of();
    }

    /**
     * Whether it looks at the mirror image. Where no metric that counts does, images are not looked at mirrored; where there are no
     * predictions of mirror images, it is left out as if missing.
     */
    default boolean comparesViews() {
        return false;
    }

    /** Whether images with low values are wanted. */
    default boolean lowIsWanted() {
        return false;
    }

    /**
     * Why it cannot be computed from these predictions at all; it is then left out, with this note in every explanation.
     *
     * @throws org.huale.problem.HualeException where its options demand it all the same
     */
    default Optional<String> missing(Predictions predictions) {
        return Optional.empty();
    }

    /** Empty where this image says nothing; it is then given the median of the other candidates. */
    Optional<Measurement> of(Candidate candidate);

    /**
     * A metric of one image.
     *
     * @param value finite
     * @param reason what in the image made it so, in words
     */
    record Measurement(double value, String reason) {

        public Measurement {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a metric must be finite, got " + value);
            }
            if (reason == null) {
                throw new IllegalArgumentException("a measurement needs a reason in words, got null");
            }
        }
    }
}
