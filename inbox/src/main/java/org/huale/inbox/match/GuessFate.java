package org.huale.inbox.match;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.huale.dataset.Annotation;
import org.huale.inbox.content.GuessOutcome;
import org.huale.inbox.content.InboxGuess;

/**
 * What became of guesses, as far as finished boxes tell it: a guess is accepted where a box of its class overlaps it by 0.9
 * or more, moved where one does by 0.5, reclassed where only a box of another class does, and deleted otherwise. Each box
 * answers for one guess ({@link Pairing}).
 *
 * @param outcomes of all guesses, by their id
 * @param answering the guess that a box answers for, by the box's place; boxes that came of none are not in it
 */
public record GuessFate(Map<Integer, GuessOutcome> outcomes, Map<Integer, Integer> answering) {
    private static final double SAME_OBJECT = 0.5;
    private static final double SAME_BOX = 0.9;

    public GuessFate {
        outcomes = Map.copyOf(outcomes);
        answering = Map.copyOf(answering);
    }

    /** @param boxes all of the finished image */
    public static GuessFate of(List<InboxGuess> guesses, List<Annotation> boxes) {
        Map<Integer, GuessOutcome> outcomes = new HashMap<>();
        Map<Integer, Integer> answering = new HashMap<>();
        for (Pairing.Pair pair : Pairing.of(objects(guesses), boxes, SAME_OBJECT, true)) {
            int guess = guesses.get(pair.left()).id();
            outcomes.put(guess, pair.iou() >= SAME_BOX ? GuessOutcome.ACCEPTED : GuessOutcome.MOVED);
            answering.put(pair.right(), guess);
        }
        List<InboxGuess> left =
                guesses.stream().filter(it -> !outcomes.containsKey(it.id())).toList();
        List<Integer> free = IntStream.range(0, boxes.size())
                .filter(it -> !answering.containsKey(it))
                .boxed()
                .toList();
        for (Pairing.Pair pair :
                Pairing.of(objects(left), free.stream().map(boxes::get).toList(), SAME_OBJECT, false)) {
            int guess = left.get(pair.left()).id();
            outcomes.put(guess, GuessOutcome.RECLASSED);
            answering.put(free.get(pair.right()), guess);
        }
        guesses.forEach(guess -> outcomes.putIfAbsent(guess.id(), GuessOutcome.DELETED));
        return new GuessFate(outcomes, answering);
    }

    /** The guess that the box at a place answers for. */
    public OptionalInt guessOf(int box) {
        Integer guess = answering.get(box);
        return guess == null ? OptionalInt.empty() : OptionalInt.of(guess);
    }

    private static List<Annotation> objects(List<InboxGuess> guesses) {
        return guesses.stream()
                .map(guess -> Annotation.of(guess.box(), guess.classIndex()))
                .toList();
    }
}
