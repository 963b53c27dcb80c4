package org.huale.holdout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.huale.dataset.ImageId;
import org.huale.laws.SeededLaw;
import org.junit.jupiter.api.Test;

class TestShareTest {
    private static List<ImageId> pool(int images) {
        return IntStream.range(0, images)
                .mapToObj(i -> new ImageId("image" + i))
                .toList();
    }

    @SeededLaw
    void theImagesHangOnSeedAndNamesAlone(long seed) {
        TestShare share = new TestShare(0.2, seed);
        List<ImageId> shuffled = new ArrayList<>(pool(200));
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(share.of(shuffled)).isEqualTo(share.of(pool(200))).doesNotHaveDuplicates();
        assertThat(share.of(pool(100)))
                .isEqualTo(
                        share.of(pool(200)).stream().filter(pool(100)::contains).toList());
    }

    @SeededLaw
    void aLargerShareHasTheImagesOfASmallerOneFirst(long seed) {
        List<ImageId> smaller = new TestShare(0.1, seed).of(pool(300));
        assertThat(new TestShare(0.3, seed).of(pool(300)).subList(0, smaller.size()))
                .isEqualTo(smaller);
    }

    /** 10,000 images: the deviation of a fair draw is 0.4 %. */
    @Test
    void theShareIsThatOfThePool() {
        assertThat(new TestShare(0.2, 5).of(pool(10_000)).size()).isBetween(1800, 2200);
        assertThat(new TestShare(0.2, 5).of(pool(50))).isNotEqualTo(new TestShare(0.2, 6).of(pool(50)));
        assertThat(TestShare.none().of(pool(50))).isEmpty();
    }

    @Test
    void numbersAreRoundedUpButNotByTheErrorsOfDoubles() {
        TestShare fifth = new TestShare(0.2, 0);
        assertThat(IntStream.of(0, 1, 4, 5, 6, 10, 11).map(fifth::among)).containsExactly(0, 1, 1, 1, 2, 2, 3);
        assertThat(new TestShare(0.1, 0).among(30)).isEqualTo(3);
        assertThat(fifth.beside(8)).isEqualTo(2);
        assertThat(new TestShare(0.5, 0).beside(7)).isEqualTo(7);
    }

    @Test
    void sharesBeyondOneHalfAreRefused() {
        for (double share : new double[] {-0.1, 0.51, Double.NaN}) {
            assertThatThrownBy(() -> new TestShare(share, 0)).hasMessageContaining("test share must be in [0, 0.5]");
        }
    }
}
