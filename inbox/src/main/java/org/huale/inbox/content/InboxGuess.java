package org.huale.inbox.content;

import org.huale.geometry.Box;

/**
 * A box that the detector proposes, and what became of it.
 *
 * @param id its place among the image's guesses, from 0
 * @param classIndex into the request's classes
 * @param score how likely an annotator accepts it, in [0, 1]: the confidence, corrected by what annotators did before
 * @param confidence the detector's, in [0, 1]
 */
public record InboxGuess(int id, int classIndex, double score, double confidence, Box box, GuessOutcome outcome) {

    public InboxGuess {
        if (id < 0 || classIndex < 0) {
            throw new IllegalArgumentException(
                    "guess and class must not be negative, got " + id + " of class " + classIndex);
        }
        requireShare(id, "score", score);
        requireShare(id, "confidence", confidence);
    }

    private static void requireShare(int id, String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " of guess " + id + " must be in [0, 1], got " + value);
        }
    }

    /** One that nobody has looked at, whose confidence nothing is known to correct by. */
    public static InboxGuess open(int id, int classIndex, double confidence, Box box) {
        return new InboxGuess(id, classIndex, confidence, confidence, box, GuessOutcome.OPEN);
    }

    /** The same with another score. */
    public InboxGuess scored(double other) {
        return new InboxGuess(id, classIndex, other, confidence, box, outcome);
    }
}
