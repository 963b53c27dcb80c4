package org.huale.acquire.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CentresTest {
    private static final double[] LINE = {0, 1, 4, 9, 10};

    @Test
    void beforeThereIsACentreTheFirstIsFarthest() {
        Centres centres = new Centres(3);
        assertThat(centres.farthest()).isZero();
        assertThat(centres.distance(2)).isInfinite();
        assertThat(centres.nearest(2)).isEqualTo(-1);
    }

    @Test
    void theFarthestOfALineAreItsEndsAndThenItsMiddle() {
        Centres centres = new Centres(LINE.length);
        for (int expected : new int[] {0, 4, 2}) {
            int next = centres.farthest();
            assertThat(next).isEqualTo(expected);
            centres.take(next, i -> Math.abs(LINE[i] - LINE[next]));
        }
        assertThat(centres.distance(3)).isEqualTo(1);
        assertThat(centres.nearest(3)).as("the second centre").isEqualTo(1);
    }

    @Test
    void ofEqualsTheFirstIsFarthestAndTheFirstCentreNearest() {
        Centres centres = new Centres(3);
        centres.add(i -> 5);
        centres.add(i -> 5);
        assertThat(centres.farthest()).isZero();
        assertThat(centres.nearest(1)).isZero();
    }

    @Test
    void whatIsTakenIsNotTakenAgain() {
        Centres centres = new Centres(2);
        centres.take(1, i -> 0);
        assertThat(centres.farthest()).isZero();
        centres.take(0, i -> 0);
        assertThat(centres.farthest()).isEqualTo(-1);
    }

    @Test
    void worthMayBeBelowZero() {
        Centres centres = new Centres(3);
        assertThat(centres.farthest(i -> -Math.abs(i - 1) - 1)).isEqualTo(1);
    }
}
