package org.huale.inbox.content;

import java.util.Map;
import java.util.TreeMap;

/**
 * Who has worked on an image in another program, and how long.
 *
 * @param annotator whose boxes, or whose skip, came in
 * @param seconds of everybody who worked on it, also of those whose boxes did not come in; all there was so far
 */
public record Effort(String annotator, Map<String, Double> seconds) {

    public Effort {
        seconds = Map.copyOf(new TreeMap<>(seconds));
        if (annotator.isBlank()) {
            throw new IllegalArgumentException("who worked on an image must have a name");
        }
        for (Map.Entry<String, Double> entry : seconds.entrySet()) {
            if (!(entry.getValue() >= 0 && Double.isFinite(entry.getValue()))) {
                throw new IllegalArgumentException(
                        "seconds of " + entry.getKey() + " must be a number of at least 0, got " + entry.getValue());
            }
        }
    }

    /** Of everybody. */
    public double total() {
        return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
