package org.huale.detect.provider;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which trained detector is to be opened, and how.
 *
 * @param weights file of a whole detector
 * @param model what the weights are for, one of {@link DetectorProvider#models}; null to believe what the file says of itself
 * @param changes to how it was trained
 * @param place where it computes
 * @param runtime the program that computes in place of the detector's own, one of {@link DetectorProviders#runtimes}; null
 *     for its own
 */
public record DetectorSource(
        Path weights,
        @Nullable String model,
        Changes changes,
        Place place,
        @Nullable String runtime) {

    /** Computed by its own program. */
    public DetectorSource(Path weights, @Nullable String model, Changes changes, Place place) {
        this(weights, model, changes, place, null);
    }

    /**
     * What differs from how it was trained, where that bears on no weight; null for as trained.
     *
     * @param minSize shorter side of the images after resizing, in pixels
     * @param maxSize bound of the longer side, in pixels
     * @param minConfidence detections of at most this confidence are left out
     * @param batchNormEpsilon added to the variances of batch norm
     */
    public record Changes(
            @Nullable Integer minSize,
            @Nullable Integer maxSize,
            @Nullable Double minConfidence,
            @Nullable Double batchNormEpsilon) {

        public static Changes none() {
            return new Changes(null, null, null, null);
        }
    }

    /**
     * @param device {@code cpu}, {@code cuda} or {@code cuda:n}
     * @param threads of one operation, in [1, 1024]
     */
    public record Place(String device, int threads) {
        private static final int MOST_THREADS = 1024;

        public Place {
            if (threads < 1 || threads > MOST_THREADS) {
                throw new IllegalArgumentException("threads must be in [1, " + MOST_THREADS + "], got " + threads);
            }
        }

        /** Threads of one operation where nobody says how many: the property {@code huale.threads}, else one a processor. */
        public static int defaultThreads() {
            int processors = Runtime.getRuntime().availableProcessors();
            return Integer.getInteger("huale.threads", Math.min(processors, MOST_THREADS));
        }
    }
}
