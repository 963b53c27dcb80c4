package org.huale.inbox.cost;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.huale.detect.Confidence;
import org.huale.inbox.Inbox;
import org.huale.inbox.content.GuessOutcome;
import org.huale.inbox.content.InboxGuess;
import org.huale.inbox.content.InboxRequest;
import org.huale.revision.ClassRenumbering;

/**
 * How likely annotators accept a guess, from what they accepted before. Guesses of a class whose confidence s lies in the
 * same of ten bins of width 0.1 ([0, 0.1), ..., [0.9, 1]) are counted: n of them were decided on in requests that are
 * completed, and a of these were accepted, as they were or moved. The score is
 *
 * <p>(a + 10 s) / (n + 10),
 *
 * <p>the confidence itself where nothing is known, and nearly the share that was accepted where much is. It may fall where the
 * confidence grows from one bin to the next, if annotators accepted less there.
 */
public final class Calibration {
    private static final int BINS = 10;
    private static final double WEIGHT = 10;

    private final Map<String, Count[]> counts;

    /** Guesses that were decided on, and those of them that were accepted. */
    private record Count(int decided, int accepted) {
        private static final Count NONE = new Count(0, 0);

        Count with(boolean taken) {
            return new Count(decided + 1, accepted + (taken ? 1 : 0));
        }

        double score(double confidence) {
            return (accepted + WEIGHT * confidence) / (decided + WEIGHT);
        }
    }

    private Calibration(Map<String, Count[]> counts) {
        this.counts = counts;
    }

    /**
     * From all that an inbox knows.
     *
     * @param changes from the classes of a request to those for whose names scores are asked
     */
    public static Calibration of(Inbox inbox, Function<InboxRequest, ClassRenumbering> changes) {
        Map<String, List<InboxGuess>> decided = new HashMap<>();
        for (InboxRequest request : inbox.requests().all()) {
            if (request.completed().isPresent()) {
                ClassRenumbering change = changes.apply(request);
                for (InboxGuess guess : inbox.images().decidedGuesses(request.key())) {
                    String name = change.to().name(change.places().get(guess.classIndex()));
                    decided.computeIfAbsent(name, it -> new ArrayList<>()).add(guess);
                }
            }
        }
        return of(decided);
    }

    /** @param decided guesses by the name of their class */
    static Calibration of(Map<String, List<InboxGuess>> decided) {
        Map<String, Count[]> counts = new HashMap<>();
        decided.forEach((name, guesses) -> counts.put(name, count(guesses)));
        return new Calibration(counts);
    }

    private static Count[] count(List<InboxGuess> guesses) {
        Count[] bins = none();
        for (InboxGuess guess : guesses) {
            int bin = bin(guess.confidence());
            bins[bin] =
                    bins[bin].with(guess.outcome() == GuessOutcome.ACCEPTED || guess.outcome() == GuessOutcome.MOVED);
        }
        return bins;
    }

    private static Count[] none() {
        Count[] bins = new Count[BINS];
        Arrays.fill(bins, Count.NONE);
        return bins;
    }

    private static int bin(double confidence) {
        int bin = BINS - 1;
        while (bin > 0 && !Confidence.isAtLeast(confidence, (double) bin / BINS)) {
            bin--;
        }
        return bin;
    }

    /**
     * The score of a guess, in [0, 1].
     *
     * @param className that nobody need have seen before
     * @param confidence the detector's, in [0, 1]
     */
    public double score(String className, double confidence) {
        Count[] bins = counts.get(className);
        return (bins == null ? Count.NONE : bins[bin(confidence)]).score(confidence);
    }
}
