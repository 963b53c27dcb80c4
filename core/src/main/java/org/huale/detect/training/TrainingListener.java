package org.huale.detect.training;

import java.time.Duration;
import java.util.Map;

/** Hears how a training goes; called by its thread, which waits meanwhile. */
public interface TrainingListener {

    /**
     * @param epoch from 0
     * @param iterations done
     * @param ofIterations in all
     * @param imagesPerSecond over the last iterations
     * @param remaining until the end, without validation
     */
    record Step(
            int epoch,
            long iterations,
            long ofIterations,
            StepResult result,
            double imagesPerSecond,
            Duration remaining) {}

    void stepped(Step step);

    void validated(int epoch, Map<String, Double> figures, boolean best);

    /** Hears nothing. */
    static TrainingListener silent() {
        return new TrainingListener() {
            @Override
            public void stepped(Step step) {}

            @Override
            public void validated(int epoch, Map<String, Double> figures, boolean best) {}
        };
    }
}
