package org.huale.dataset.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.huale.geometry.ImageSize;
import org.huale.laws.LawSeeds;
import org.huale.problem.HualeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BoxFormTest {
    private static final ImageSize SIZE = new ImageSize(200, 100);

    /** The same box of 40x20 at (20, 10) in every form. */
    @ParameterizedTest
    @CsvSource({
        "xywh, 20, 10, 40, 20",
        "xyxy, 20, 10, 60, 30",
        "cxcywh, 40, 20, 40, 20",
        "voc, 21, 11, 60, 30",
        "xywh-normalized, 0.1, 0.1, 0.2, 0.2",
        "xyxy-normalized, 0.1, 0.1, 0.3, 0.3",
        "cxcywh-normalized, 0.2, 0.2, 0.2, 0.2",
        "xywh-percent, 10, 10, 20, 20",
        "xyxy-percent, 10, 10, 30, 30",
        "cxcywh-percent, 20, 20, 20, 20"
    })
    void oneBoxInEveryForm(String form, double a, double b, double c, double d) {
        double[] corners = BoxForm.named(form).corners(new double[] {a, b, c, d}, SIZE);
        assertThat(corners).containsExactly(new double[] {20, 10, 60, 30}, within(1e-12));
    }

    static List<BoxForm> forms() {
        return BoxForm.all();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void numbersAndCornersAreInverse(BoxForm form) {
        long seed = LawSeeds.fresh();
        double[] numbers = new SplittableRandom(seed).doubles(4, -50, 150).toArray();
        double[] back = form.numbers(form.corners(numbers, SIZE), SIZE);
        assertThat(back).as("seed %d", seed).containsExactly(numbers, within(1e-9));
        assertThat(BoxForm.named(form.toString())).isEqualTo(form);
    }

    @Test
    void unknownFormsAreRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> BoxForm.named("yxyx"))
                .isInstanceOf(HualeException.class)
                .hasMessageContaining("'yxyx'")
                .hasMessageContaining("xyxy, cxcywh")
                .hasMessageContaining("cxcywh-percent");
    }
}
