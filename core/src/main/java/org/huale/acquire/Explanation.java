package org.huale.acquire;

import java.util.List;

/**
 * Why an image has its score.
 *
 * @param formula how the score follows from the parts, in a few words
 * @param parts in a fixed order for each strategy
 */
public record Explanation(String formula, List<Part> parts) {

    /**
     * One number that went into a score.
     *
     * @param name of the quantity, such as {@code semantic affinity}
     * @param value as computed for this image alone
     * @param contribution what it counts for in the score, after normalisation and weighting
     * @param reason what in the image made it so, in words; may be empty
     */
    public record Part(String name, double value, double contribution, String reason) {

        public Part {
            if (!Double.isFinite(value) || !Double.isFinite(contribution)) {
                throw new IllegalArgumentException(
                        name + " must be finite, got value " + value + " and contribution " + contribution);
            }
        }
    }

    public Explanation {
        parts = List.copyOf(parts);
    }
}
