package org.huale.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoxTest {

    @Test
    void aBoxOverlapsItselfWholly() {
        assertThat(new Box(3, 4, 10, 20).iou(new Box(3, 4, 10, 20))).isEqualTo(1);
    }

    @Test
    void touchingBoxesDoNotOverlap() {
        assertThat(new Box(0, 0, 10, 10).iou(new Box(10, 0, 20, 10))).isZero();
    }

    @Test
    void halfOverlappingBoxesShareAThird() {
        assertThat(new Box(0, 0, 10, 10).iou(new Box(5, 0, 15, 10))).isCloseTo(1 / 3., within(1e-15));
    }

    @Test
    void boxesWithoutAreaOverlapNothing() {
        Box point = new Box(5, 5, 5, 5);
        assertThat(point.iou(point)).isZero();
        assertThat(point.iou(new Box(0, 0, 10, 10))).isZero();
    }

    @Test
    void aBoxIsCoveredByWhatLiesOverIt() {
        Box box = new Box(0, 0, 10, 10);
        assertThat(box.coveredBy(new Box(5, 0, 50, 50))).isEqualTo(0.5);
        assertThat(box.coveredBy(new Box(-1, -1, 11, 11))).isEqualTo(1);
        assertThat(box.coveredBy(new Box(10, 0, 20, 10))).isZero();
        assertThat(new Box(5, 5, 5, 9).coveredBy(box)).as("no area").isZero();
        assertThat(new Box(0, 0, 1e-200, 1e-200).coveredBy(box))
                .as("an area below all numbers")
                .isZero();
    }

    @Test
    void generalizedIouTellsHowFarBoxesAreApart() {
        Box box = new Box(0, 0, 10, 10);

        assertThat(box.generalizedIou(box)).isEqualTo(1);
        assertThat(box.generalizedIou(new Box(5, 0, 15, 10))).isCloseTo(1 / 3., within(1e-15));
        assertThat(box.generalizedIou(new Box(10, 0, 20, 10))).isZero();
        assertThat(box.generalizedIou(new Box(20, 0, 30, 10))).isCloseTo(-1 / 3., within(1e-15));
        assertThat(new Box(0, 0, 2, 2).generalizedIou(new Box(8, 8, 10, 10))).isCloseTo(-.92, within(1e-15));
    }

    @Test
    void generalizedIouIsDefinedForBoxesWithoutArea() {
        Box point = new Box(5, 5, 5, 5);

        assertThat(point.generalizedIou(point)).isZero();
        assertThat(point.generalizedIou(new Box(0, 0, 10, 10))).isCloseTo(0, within(1e-12));
        assertThat(point.generalizedIou(new Box(9, 5, 9, 5))).isCloseTo(-1, within(1e-5));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void overlapIsSymmetricAndUnchangedByFlipping(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            Box a = box(random);
            Box b = box(random);
            assertThat(a.iou(b)).isEqualTo(b.iou(a)).isBetween(0.0, 1.0);
            assertThat(a.flipped(100).iou(b.flipped(100))).isCloseTo(a.iou(b), within(1e-12));
            assertThat(a.generalizedIou(b)).isEqualTo(b.generalizedIou(a)).isBetween(-1.0, a.iou(b));
        }
    }

    @Test
    void clippingKeepsWhatIsInside() {
        ImageSize size = new ImageSize(20, 10);
        assertThat(new Box(-5, -5, 30, 5).clippedTo(size)).isEqualTo(new Box(0, 0, 20, 5));
        assertThat(new Box(30, 30, 40, 40).clippedTo(size).isDegenerate()).isTrue();
    }

    @Test
    void invertedAndNotFiniteBoxesAreRefused() {
        assertThatThrownBy(() -> new Box(2, 0, 1, 1)).hasMessageContaining("x1 <= x2");
        assertThatThrownBy(() -> new Box(0, 0, Double.NaN, 1)).hasMessageContaining("finite");
    }

    private static Box box(SplittableRandom random) {
        double x = random.nextDouble(80);
        double y = random.nextDouble(80);
        return new Box(x, y, x + random.nextDouble(20), y + random.nextDouble(20));
    }
}
