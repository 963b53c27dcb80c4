package org.huale.acquire.coreset;

import org.huale.config.Mode;
import org.huale.detect.PoolDetector;

/**
 * How core-set is run.
 *
 * @param mode {@code faithful} compares by {@link Metric#COSINE}, as detection programs do (blad), whatever {@code metric} says
 * @param metric of the mode {@code fixed}
 * @param features by which images are compared, in the mode {@code fixed}; {@code faithful} takes the detector's
 */
public record CoreSetOptions(Mode mode, Metric metric, Features features) {

    /** A vector of each image. */
    public enum Features {
        /** The means of the levels of the pyramid that the box head sees, as the detector's training left them. */
        DETECTOR(PoolDetector.POOLED_FEATURES),
        /** The means of the last map of the backbone that does not train, as the weights it began with had it. */
        BACKBONE(PoolDetector.BACKBONE_FEATURES);

        private final String vector;

        Features(String vector) {
            this.vector = vector;
        }

        String vector() {
            return vector;
        }
    }

    static CoreSetOptions defaults() {
        return new CoreSetOptions(Mode.FIXED, Metric.EUCLIDEAN, Features.DETECTOR);
    }

    String vector() {
        return (mode == Mode.FAITHFUL ? Features.DETECTOR : features).vector();
    }

    /** In messages: pooled features, backbone features. */
    String words() {
        return vector().replace('-', ' ');
    }

    Metric used() {
        return mode == Mode.FAITHFUL ? Metric.COSINE : metric;
    }
}
