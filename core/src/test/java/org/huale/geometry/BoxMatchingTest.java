package org.huale.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BoxMatchingTest {
    private static final float[] TRUTH = {0, 0, 10, 10, 20, 0, 30, 10};

    @Test
    void candidatesAreMatchedIgnoredOrBackground() {
        float[] candidates = {0, 0, 10, 9, 20, 0, 30, 5, 50, 50, 60, 60};
        assertThat(new BoxMatching(0.7f, 0.3f, false).match(TRUTH, candidates))
                .containsExactly(0, BoxMatching.IGNORED, BoxMatching.BACKGROUND);
    }

    @Test
    void theBestOfEachTrueBoxIsRescued() {
        float[] candidates = {0, 0, 10, 9, 20, 0, 30, 2, 50, 50, 60, 60};
        assertThat(new BoxMatching(0.7f, 0.3f, true).match(TRUTH, candidates))
                .containsExactly(0, 1, BoxMatching.BACKGROUND);
    }

    /** Such as one at the border, where small anchors end before the image does. */
    @Test
    void aTrueBoxThatNoCandidateTouchesRescuesNone() {
        float[] candidates = {0, 0, 10, 9, 40, 0, 50, 9, 50, 50, 60, 60};
        assertThat(new BoxMatching(0.7f, 0.3f, true).match(TRUTH, candidates))
                .containsExactly(0, BoxMatching.BACKGROUND, BoxMatching.BACKGROUND);
    }

    @Test
    void withoutTrueBoxesAllIsBackground() {
        assertThat(new BoxMatching(0.7f, 0.3f, true).match(new float[0], TRUTH)).containsOnly(BoxMatching.BACKGROUND);
    }

    @Test
    void withoutCandidatesThereIsNothingToMatch() {
        assertThat(new BoxMatching(0.7f, 0.3f, true).match(TRUTH, new float[0])).isEmpty();
    }

    @Test
    void thresholdsInTheWrongOrderAreRefused() {
        assertThatThrownBy(() -> new BoxMatching(0.3f, 0.7f, true)).hasMessageContaining("got 0.7 and 0.3");
    }
}
