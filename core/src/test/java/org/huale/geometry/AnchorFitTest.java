package org.huale.geometry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnchorFitTest {

    @Test
    void sharesCountWhatIsAtTheIouOrAboveIt() {
        AnchorFit fit = AnchorFit.of(new double[] {0.49, 0.5, 0.69, 0.7});
        assertThat(fit).isEqualTo(new AnchorFit(4, 0.75, 0.25));
        assertThat(fit).hasToString("75 % of 4 boxes have an anchor of IoU 0.5, 25 % of 0.7");
    }

    @Test
    void nineInTenIsGood() {
        assertThat(new AnchorFit(10, 0.9, 0).isGood()).isTrue();
        assertThat(new AnchorFit(10, 0.89, 0.89).isGood()).isFalse();
    }

    @Test
    void noBoxesFit() {
        assertThat(AnchorFit.of(new double[0])).isEqualTo(new AnchorFit(0, 1, 1));
    }
}
