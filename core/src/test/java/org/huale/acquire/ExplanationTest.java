package org.huale.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Supplier;
import org.huale.dataset.ImageId;
import org.junit.jupiter.api.Test;

/** What a strategy of somebody else may forget to say: a run whose file had no word there could not be read. */
class ExplanationTest {
    @Test
    void aPartHasANameAndAReason() {
        assertThat(new Explanation.Part("objects", 3, 3, "").reason()).isEmpty();
        assertThatThrownBy(() -> new Explanation.Part("objects", 3, 3, given(() -> null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got name objects and reason null");
        assertThatThrownBy(() -> new Explanation.Part(given(() -> null), 3, 3, "seen"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got name null and reason seen");
    }

    @Test
    void anExplanationHasAFormula() {
        assertThatThrownBy(() -> new Explanation(given(() -> null), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an explanation has a formula in words, got null");
    }

    @Test
    void aScoreHasAnImageAndAnExplanation() {
        assertThatThrownBy(() -> new ImageScore(new ImageId("a"), 1, given(() -> null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a score has an image and an explanation, got image a and explanation null");
        assertThatThrownBy(() -> new ImageScore(given(() -> null), 1, new Explanation("f", List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got image null");
    }

    /** What the jar of somebody else gives, whom no compiler keeps from giving nothing. */
    private static <T> T given(Supplier<T> somebody) {
        return somebody.get();
    }
}
