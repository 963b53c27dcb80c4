package org.huale.geometry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.huale.geometry.AnchorFit.OfClass;
import org.junit.jupiter.api.Test;

class AnchorFitTest {

    @Test
    void sharesCountWhatIsAtTheIouOrAboveIt() {
        AnchorFit fit = AnchorFit.of(Map.of("a", new double[] {0.49, 0.5, 0.69, 0.7}));
        assertThat(fit).isEqualTo(new AnchorFit(4, 0.75, 0.25, List.of(new OfClass("a", 4, 0.75, 0.25))));
        assertThat(fit).hasToString("75 % of 4 boxes have an anchor of IoU 0.5, 25 % of 0.7");
    }

    @Test
    void nineInTenIsGood() {
        assertThat(AnchorFit.of(Map.of("a", ious(90, 10))).isGood()).isTrue();
        assertThat(AnchorFit.of(Map.of("a", ious(89, 11))).isGood()).isFalse();
    }

    @Test
    void aShareIsNeverRoundedUp() {
        assertThat(AnchorFit.of(Map.of("a", ious(896, 104)))).asString().startsWith("89 % of 1000");
        assertThat(AnchorFit.of(Map.of("a", ious(29, 71)))).asString().startsWith("29 % of 100");
    }

    @Test
    void aFrequentClassDoesNotHideALostOne() {
        Map<String, double[]> ious = new LinkedHashMap<>();
        ious.put("cell", ious(1000, 0));
        ious.put("platelet", ious(1, 9));
        AnchorFit fit = AnchorFit.of(ious);
        assertThat(fit.share50()).isGreaterThan(AnchorFit.GOOD_SHARE);
        assertThat(fit.isGood()).isFalse();
        assertThat(fit)
                .hasToString("99 % of 1010 boxes have an anchor of IoU 0.5, 0 % of 0.7;"
                        + " fewest of class platelet, 10 and 0 % of 10");
    }

    @Test
    void aClassOfFewBoxesIsNotWarnedOf() {
        Map<String, double[]> ious = new LinkedHashMap<>();
        ious.put("cell", ious(1000, 0));
        ious.put("rare", ious(0, 4));
        assertThat(AnchorFit.of(ious).isGood()).isTrue();
    }

    @Test
    void noBoxesFit() {
        assertThat(AnchorFit.of(Map.of())).isEqualTo(new AnchorFit(0, 1, 1, List.of()));
        assertThat(AnchorFit.of(Map.of("a", new double[0]))).hasToString("no boxes to compare them with");
    }

    private static double[] ious(int matched, int others) {
        double[] ious = new double[matched + others];
        Arrays.fill(ious, 0, matched, 0.6);
        return ious;
    }
}
