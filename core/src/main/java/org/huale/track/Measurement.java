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
        TRAINING("train", "metrics.csv"),
        VALIDATION("validation", "validation.csv");

        private final String word;
        private final String csvName;

        Kind(String word, String csvName) {
            this.word = word;
            this.csvName = csvName;
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
