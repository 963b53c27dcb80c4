package org.huale.track;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Named numbers at one point of a training.
 *
 * @param kind what was measured; also the first part of the TensorBoard tag
 * @param epoch from 0
 * @param iteration optimizer steps done, so 1 after the first
 * @param values by name, in the order of the columns
 */
public record Measurement(Kind kind, int epoch, long iteration, Map<String, Double> values) {

    /** What a row of numbers is about; each kind has its own CSV file. */
    public enum Kind {
        TRAINING("train", "metrics.csv", "epoch", "iteration"),
        VALIDATION("validation", "validation.csv", "epoch", "iteration"),
        /** A cycle of a run; counts cycles for epochs and labeled images for iterations. */
        CYCLE("cycle", "cycles.csv", "cycle", "images");

        private final String word;
        private final String csvName;
        private final String epochName;
        private final String iterationName;

        Kind(String word, String csvName, String epochName, String iterationName) {
            this.word = word;
            this.csvName = csvName;
            this.epochName = epochName;
            this.iterationName = iterationName;
        }

        /** What the column of {@link Measurement#epoch} is called. */
        String epochName() {
            return epochName;
        }

        /** What the column of {@link Measurement#iteration} is called. */
        String iterationName() {
            return iterationName;
        }

        public String word() {
            return word;
        }

        public String csvName() {
            return csvName;
        }
    }

    public Measurement {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
