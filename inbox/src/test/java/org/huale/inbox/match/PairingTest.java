package org.huale.inbox.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.huale.dataset.Annotation;
import org.huale.geometry.Box;
import org.huale.inbox.content.GuessOutcome;
import org.huale.inbox.content.InboxGuess;
import org.huale.laws.LawSeeds;
import org.junit.jupiter.api.Test;

class PairingTest {
    private static Annotation object(double x, int classIndex) {
        return Annotation.of(new Box(x, 0, x + 10, 10), classIndex);
    }

    @Test
    void theCloserPairComesFirst() {
        List<Annotation> left = List.of(object(0, 0), object(2, 0));
        List<Annotation> right = List.of(object(2, 0));
        assertThat(Pairing.of(left, right, 0.5, true)).containsExactly(new Pairing.Pair(1, 0, 1));
    }

    @Test
    void classesKeepBoxesApartWhereTheyAreToBeTheSame() {
        List<Annotation> left = List.of(object(0, 0));
        List<Annotation> right = List.of(object(0, 1));
        assertThat(Pairing.of(left, right, 0.5, true)).isEmpty();
        assertThat(Pairing.of(left, right, 0.5, false)).hasSize(1);
    }

    /** No pair is left out that could be made of boxes that are in none, and none is better than one that took its box. */
    @Test
    void pairsAreStable() {
        long seed = LawSeeds.fresh();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            List<Annotation> left = drawn(random);
            List<Annotation> right = drawn(random);
            List<Pairing.Pair> pairs = Pairing.of(left, right, 0.3, true);
            for (int i = 0; i < left.size(); i++) {
                for (int j = 0; j < right.size(); j++) {
                    double iou = left.get(i).box().iou(right.get(j).box());
                    int ours = i;
                    int theirs = j;
                    boolean fits = iou >= 0.3
                            && left.get(i).classIndex() == right.get(j).classIndex();
                    boolean taken = pairs.stream()
                            .anyMatch(it -> (it.left() == ours || it.right() == theirs) && it.iou() >= iou);
                    assertThat(!fits || taken)
                            .as("seed " + seed + ", round " + round)
                            .isTrue();
                }
            }
            Set<Integer> lefts = new HashSet<>();
            Set<Integer> rights = new HashSet<>();
            assertThat(pairs).as("seed " + seed).allMatch(it -> lefts.add(it.left()) && rights.add(it.right()));
        }
    }

    private static List<Annotation> drawn(SplittableRandom random) {
        List<Annotation> boxes = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            boxes.add(object(random.nextDouble(25), random.nextInt(2)));
        }
        return boxes;
    }

    @Test
    void aGuessIsJudgedByTheBoxThatBecameOfIt() {
        List<InboxGuess> guesses =
                List.of(guess(0, 0, 0), guess(1, 100, 0), guess(2, 200, 0), guess(3, 300, 0), guess(4, 0, 0));
        List<Annotation> boxes = List.of(object(0.1, 0), object(102, 0), object(201, 1));
        GuessFate fate = GuessFate.of(guesses, boxes);
        assertThat(fate.outcomes())
                .isEqualTo(Map.of(
                        0, GuessOutcome.ACCEPTED,
                        1, GuessOutcome.MOVED,
                        2, GuessOutcome.RECLASSED,
                        3, GuessOutcome.DELETED,
                        4, GuessOutcome.DELETED));
        assertThat(fate.answering()).isEqualTo(Map.of(0, 0, 1, 1, 2, 2));
    }

    @Test
    void ofEqualBoxesEachAnswersForItself() {
        GuessFate fate = GuessFate.of(
                List.of(guess(0, 0, 0), guess(1, 0, 1)), List.of(object(50, 0), object(0, 0), object(0, 0)));
        assertThat(fate.answering()).isEqualTo(Map.of(1, 0, 2, 1));
        assertThat(fate.outcomes()).isEqualTo(Map.of(0, GuessOutcome.ACCEPTED, 1, GuessOutcome.RECLASSED));
    }

    private static InboxGuess guess(int id, double x, int classIndex) {
        return InboxGuess.open(id, classIndex, 0.5, new Box(x, 0, x + 10, 10));
    }
}
