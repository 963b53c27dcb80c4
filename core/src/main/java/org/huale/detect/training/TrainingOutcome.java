package org.huale.detect.training;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a training ended.
 *
 * @param complete false where it was stopped on request; it can be resumed then
 * @param iterations optimizer steps done
 * @param lastWeights after the last step
 * @param bestWeights after the best validation, null without one
 * @param figures of the last validation of this process; empty without one
 */
public record TrainingOutcome(
        boolean complete,
        long iterations,
        Path lastWeights,
        @Nullable Path bestWeights,
        Map<String, Double> figures) {}
