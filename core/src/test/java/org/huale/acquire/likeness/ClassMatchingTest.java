package org.huale.acquire.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.huale.acquire.SampleDetections;
import org.huale.config.Mode;
import org.huale.detect.Detections;
import org.huale.geometry.Box;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ClassMatchingTest {
    private static final double NEVER = 1e12;

    @Test
    void eachBoxIsComparedWithTheNearestOfItsClassAndWeighedByItsConfidence() {
        Detections a = detections(box(0, 0.8, 1, 0), box(1, 0.4, 0, 1));
        Detections b = detections(box(0, 0.6, 0.6, 0.8), box(0, 0.2, 0, 1));
        double fromA = (0.8 * 0.4 + 0.4 * 2) / 1.2; // cosines 0.6 and 0; no such class
        double fromB = (0.6 * 0.4 + 0.2 * 1) / 0.8;
        assertThat(distance(Mode.FIXED, a, b)).isCloseTo((fromA + fromB) / 2, within(1e-6));
    }

    @Test
    void theAuthorsProgramTakesBoxesOfEqualRankAndClassForEqual() {
        Detections a = detections(box(0, 0.8, 1, 0));
        Detections b = detections(box(0, 0.6, 0, 1));
        assertThat(distance(Mode.FIXED, a, b)).isCloseTo(1, within(1e-9));
        assertThat(distance(Mode.FAITHFUL, a, b)).isZero();
        Detections behind = detections(box(1, 0.7, 1, 1), box(0, 0.6, 0, 1));
        assertThat(distance(Mode.FAITHFUL, a, behind)).as("another rank").isGreaterThan(0.9);
    }

    @Test
    void theAuthorsProgramFindsAnImageWithoutBoxesLikeEveryOther() {
        Detections a = detections(box(0, 0.8, 1, 0));
        assertThat(distance(Mode.FAITHFUL, a, Detections.none())).isZero();
        assertThat(distance(Mode.FIXED, a, Detections.none())).isEqualTo(2);
        assertThat(distance(Mode.FIXED, Detections.none(), Detections.none())).isZero();
    }

    @Test
    void onlyTheMostConfidentBoxesAboveTheThresholdCount() {
        Detections a = detections(box(0, 0.8, 1, 0));
        Detections more = detections(box(0, 0.8, 1, 0), box(1, 0.5, 0, 1), box(2, 0.04, 0, 1));
        assertThat(new ClassMatching(1, 0, Mode.FIXED).of(more).classes()).containsExactly(0);
        assertThat(new ClassMatching(9, 0.05, Mode.FIXED).of(more).classes()).containsExactly(0, 1);
        ClassMatching first = new ClassMatching(1, 0, Mode.FIXED);
        assertThat(first.distance(first.of(a), first.of(more))).isCloseTo(0, within(1e-7));
    }

    @ParameterizedTest
    @EnumSource
    void anImageIsAtNoDistanceFromItself(Mode mode) {
        Detections a = SampleDetections.random(new SplittableRandom(4), 3, 6);
        assertThat(distance(mode, a, a)).isCloseTo(0, within(1e-7));
    }

    @ParameterizedTest
    @CsvSource({"1, FIXED", "2, FIXED", "3, FIXED", "1, FAITHFUL", "2, FAITHFUL", "3, FAITHFUL"})
    void distancesAreThoseOfWholeMatrices(long seed, Mode mode) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20; i++) {
            Detections a = SampleDetections.random(random, 3, random.nextInt(6));
            Detections b = SampleDetections.random(random, 3, random.nextInt(6));
            double twin = (byMatrix(a, b, mode) + byMatrix(b, a, mode)) / 2;
            assertThat(distance(mode, a, b)).isCloseTo(twin, within(1e-5));
        }
    }

    /** The rules of the authors' program one after the other, on the whole matrix of pairs. */
    private static double byMatrix(Detections from, Detections to, Mode mode) {
        if (mode == Mode.FIXED && to.count() == 0) {
            return from.count() == 0 ? 0 : 2;
        }
        double sum = 0;
        double norm = mode == Mode.FAITHFUL ? 1e-5 : 0;
        for (int k = 0; k < from.count(); k++) {
            double least = NEVER;
            for (int l = 0; l < to.count(); l++) {
                double distance = 1 - cosine(from, k, to, l);
                distance = k == l && mode == Mode.FAITHFUL ? 0 : distance;
                distance = from.classes()[k] == to.classes()[l] ? distance : 2;
                least = Math.min(least, distance);
            }
            sum += least > 2 ? 0 : least * from.confidences()[k];
            norm += to.count() == 0 ? 0 : from.confidences()[k];
        }
        return mode == Mode.FIXED && from.count() == 0 ? 2 : sum / norm;
    }

    private static double cosine(Detections a, int k, Detections b, int l) {
        double dot = 0;
        double lengthA = 0;
        double lengthB = 0;
        for (int d = 0; d < SampleDetections.FEATURES; d++) {
            double x = SampleDetections.evidence(a).features()[k * SampleDetections.FEATURES + d];
            double y = SampleDetections.evidence(b).features()[l * SampleDetections.FEATURES + d];
            dot += x * y;
            lengthA += x * x;
            lengthB += y * y;
        }
        return dot / Math.sqrt(lengthA * lengthB);
    }

    private static double distance(Mode mode, Detections a, Detections b) {
        ClassMatching matching = new ClassMatching(100, 0, mode);
        return matching.distance(matching.of(a), matching.of(b));
    }

    private static SampleDetections.Found box(int classIndex, double confidence, double... features) {
        double[] p = {1 - confidence, 0, 0, 0};
        p[1 + classIndex] = confidence;
        return new SampleDetections.Found(
                new Box(0, 0, 50, 50),
                classIndex,
                confidence,
                p,
                new double[4],
                Arrays.copyOf(features, SampleDetections.FEATURES));
    }

    private static Detections detections(SampleDetections.Found... found) {
        SampleDetections all = new SampleDetections(3);
        for (SampleDetections.Found one : found) {
            all.add(one);
        }
        return all.build();
    }
}
