package org.huale.acquire;

import java.util.ArrayList;
import java.util.List;
import org.huale.api.Stable;

/**
 * Why an image has its score.
 *
 * @param formula how the score follows from the parts, in a few words
 * @param parts in a fixed order for each strategy
 */
@Stable
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
            if (name == null || reason == null) {
                throw new IllegalArgumentException("a part of an explanation has a name and a reason, which may be"
                        + " empty; got name " + name + " and reason " + reason);
            }
            if (!Double.isFinite(value) || !Double.isFinite(contribution)) {
                throw new IllegalArgumentException(
                        name + " must be finite, got value " + value + " and contribution " + contribution);
            }
        }

        /** The same, where it is told and does not count. */
        Part aside() {
            return new Part(name, value, 0, reason);
        }
    }

    public Explanation {
        if (formula == null) {
            throw new IllegalArgumentException("an explanation has a formula in words, got null");
        }
        parts = List.copyOf(parts);
    }

    /** The same, with one thing more to say. */
    public Explanation with(Part part) {
        List<Part> all = new ArrayList<>(parts);
        all.add(part);
        return new Explanation(formula, all);
    }

    /** A score that is one number, told before what another stage said of the image. */
    public static Explanation of(String formula, Part number, Explanation before) {
        List<Part> all = new ArrayList<>(List.of(number));
        before.parts().forEach(part -> all.add(part.aside()));
        return new Explanation(formula, all);
    }
}
