package org.huale.inbox.content;

import org.huale.geometry.Box;

/**
 * A box that the detector proposes, and what became of it.
 *
 * @param id its place among the image's guesses, from 0
 * @param classIndex into the request's classes
 * @param score the detector's confidence, in [0, 1]
 */
public record InboxGuess(int id, int classIndex, double score, Box box, GuessOutcome outcome) {

    public InboxGuess {
        if (id < 0 || classIndex < 0) {
            throw new IllegalArgumentException(
                    "guess and class must not be negative, got " + id + " of class " + classIndex);
        }
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("score of guess " + id + " must be in [0, 1], got " + score);
        }
    }

    /** One that nobody has looked at. */
    public static InboxGuess open(int id, int classIndex, double score, Box box) {
        return new InboxGuess(id, classIndex, score, box, GuessOutcome.OPEN);
    }
}
