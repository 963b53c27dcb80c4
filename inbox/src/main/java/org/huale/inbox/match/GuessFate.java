package org.huale.inbox.match;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.huale.dataset.Annotation;
import org.huale.inbox.content.GuessOutcome;
import org.huale.inbox.content.InboxGuess;

/**
 * What became of guesses, as far as finished boxes tell it: a guess is accepted where a box of its class overlaps it by 0.9
 * or more, moved where one does by 0.5, reclassed where only a box of another class does, and deleted otherwise. Each box
 * answers for one guess ({@link Pairing}).
 */
public final class GuessFate {
    private static final double SAME_OBJECT = 0.5;
    private static final double SAME_BOX = 0.9;

    private GuessFate() {}

    /** @param boxes all of the finished image */
    public static Map<Integer, GuessOutcome> of(List<InboxGuess> guesses, List<Annotation> boxes) {
        Map<Integer, GuessOutcome> fates = new HashMap<>();
        List<InboxGuess> left = new ArrayList<>(guesses);
        List<Annotation> free = new ArrayList<>(boxes);
        for (Pairing.Pair pair : Pairing.of(objects(guesses), boxes, SAME_OBJECT, true)) {
            fates.put(pair.left(), pair.iou() >= SAME_BOX ? GuessOutcome.ACCEPTED : GuessOutcome.MOVED);
            left.remove(guesses.get(pair.left()));
            free.remove(boxes.get(pair.right())); // one of several that are equal
        }
        for (Pairing.Pair pair : Pairing.of(objects(left), free, SAME_OBJECT, false)) {
            fates.put(left.get(pair.left()).id(), GuessOutcome.RECLASSED);
        }
        guesses.forEach(guess -> fates.putIfAbsent(guess.id(), GuessOutcome.DELETED));
        return fates;
    }

    private static List<Annotation> objects(List<InboxGuess> guesses) {
        return guesses.stream()
                .map(guess -> Annotation.of(guess.box(), guess.classIndex()))
                .toList();
    }
}
