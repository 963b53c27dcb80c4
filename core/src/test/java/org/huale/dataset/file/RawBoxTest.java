package org.huale.dataset.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.huale.geometry.Box;
import org.huale.geometry.ImageSize;
import org.junit.jupiter.api.Test;

class RawBoxTest {
    private static final ImageSize SIZE = new ImageSize(640, 480);

    private final Findings findings = new Findings();

    @Test
    void aBoxThatIsWideByRoundingAloneIsLeftOutAndNamed() {
        assertThat(new RawBox(120.4, 33, 120.4 + 5.7e-14, 73).within(SIZE, () -> "a.json: annotation 7", findings))
                .isEmpty();
        assertThat(findings.problems())
                .singleElement()
                .satisfies(it -> assertThat(it.toString())
                        .contains("a.json: annotation 7")
                        .contains("has no extent in its image of 640x480")
                        .contains("at least 0.001"));
    }

    @Test
    void soIsOneOfWhichTheImageHoldsAHair() {
        assertThat(new RawBox(639.9999, 0, 660, 9).within(SIZE, () -> "here", findings))
                .isEmpty();
        assertThat(findings.problems()).hasSize(1);
    }

    @Test
    void aThinBoxIsABox() {
        assertThat(new RawBox(1, 2, 1.01, 80).within(SIZE, () -> "here", findings))
                .contains(new Box(1, 2, 1.01, 80));
        assertThat(findings.problems()).isEmpty();
    }
}
