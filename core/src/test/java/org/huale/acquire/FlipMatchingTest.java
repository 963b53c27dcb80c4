package org.huale.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.huale.acquire.FlipMatching.Pair;
import org.huale.acquire.FlipMatching.Pairs;
import org.huale.detect.Detections;
import org.huale.geometry.Box;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlipMatchingTest {
    private static final FlipMatching MATCHING = new FlipMatching(0.5, 0.05);
    private static final Box BOX = new Box(0, 0, 100, 100);

    @Test
    void classesNeedNotAgree() {
        Pairs pairs = MATCHING.match(one(BOX, 0, 0.9), one(BOX, 2, 0.4));
        assertThat(pairs.pairs()).containsExactly(new Pair(0, 0, 1));
    }

    @Test
    void halfOfTheUnionIsEnoughAndLessIsNot() {
        assertThat(MATCHING.match(one(BOX, 0, 0.9), one(new Box(0, 0, 100, 50), 0, 0.9))
                        .pairs())
                .hasSize(1);
        Pairs less = MATCHING.match(one(BOX, 0, 0.9), one(new Box(0, 0, 100, 49), 0, 0.9));
        assertThat(less.pairs()).isEmpty();
        assertThat(less.onlyOriginal()).containsExactly(0);
        assertThat(less.onlyFlipped()).containsExactly(0);
    }

    @Test
    void aBoxServesOnlyOnePartner() {
        Detections two = new SampleDetections(3)
                .add(new Box(0, 0, 100, 90), 0, 0.9)
                .add(BOX, 0, 0.3)
                .build();
        Pairs pairs = MATCHING.match(two, one(BOX, 0, 0.9));
        assertThat(pairs.pairs()).containsExactly(new Pair(1, 0, 1));
        assertThat(pairs.onlyOriginal()).containsExactly(0);
    }

    @Test
    void equalOverlapsGoByTheSumOfConfidencesThenByIndex() {
        Detections three = new SampleDetections(3)
                .add(BOX, 0, 0.3)
                .add(BOX, 0, 0.8)
                .add(BOX, 1, 0.8)
                .build();
        Detections two =
                new SampleDetections(3).add(BOX, 0, 0.7).add(BOX, 0, 0.7).build();
        assertThat(MATCHING.match(three, two).pairs()).containsExactly(new Pair(1, 0, 1), new Pair(2, 1, 1));
    }

    @Test
    void weakDetectionsAreNotThere() {
        Pairs pairs = MATCHING.match(one(BOX, 0, 0.04), one(BOX, 0, 0.9));
        assertThat(pairs.originalIsEmpty()).isTrue();
        assertThat(pairs.flippedIsEmpty()).isFalse();
    }

    @Test
    void nothingMatchesNothing() {
        assertThat(MATCHING.match(Detections.none(), Detections.none()))
                .isEqualTo(new Pairs(List.of(), List.of(), List.of()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void takingTheBestFreePairAgainAndAgainGivesTheSame(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Detections a = SampleDetections.random(random, 3, 12);
        Detections b = SampleDetections.disturbed(random, 3, a);
        FlipMatching loose = new FlipMatching(0.2, 0.1);
        assertThat(loose.match(a, b).pairs()).containsExactlyInAnyOrderElementsOf(bestAgainAndAgain(a, b));
    }

    private static List<Pair> bestAgainAndAgain(Detections a, Detections b) {
        List<Pair> pairs = new ArrayList<>();
        while (true) {
            Pair best = null;
            for (int i = 0; i < a.count(); i++) {
                for (int j = 0; j < b.count(); j++) {
                    int left = i;
                    int right = j;
                    double iou = a.box(i).iou(b.box(j));
                    boolean free = pairs.stream().noneMatch(p -> p.original() == left || p.flipped() == right);
                    boolean strong = a.confidences()[i] >= 0.1f && b.confidences()[j] >= 0.1f;
                    if (free && strong && iou >= 0.2 && (best == null || iou > best.iou())) {
                        best = new Pair(i, j, iou);
                    }
                }
            }
            if (best == null) {
                return pairs;
            }
            pairs.add(best);
        }
    }

    @Test
    void thresholdsOutsideTheirRangeAreRefused() {
        assertThatThrownBy(() -> new FlipMatching(0, 0.05)).hasMessage("iou must be in (0, 1], got 0.0");
        assertThatThrownBy(() -> new FlipMatching(0.5, Double.NaN)).hasMessage("confidence must be in [0, 1], got NaN");
    }

    private static Detections one(Box box, int classIndex, double confidence) {
        return new SampleDetections(3).add(box, classIndex, confidence).build();
    }
}
