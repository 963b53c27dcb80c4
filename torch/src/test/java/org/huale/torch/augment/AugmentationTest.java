package org.huale.torch.augment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.junit.jupiter.api.Test;

class AugmentationTest {
    private static final int DRAWS = 2000;

    @Test
    void drawsFillTheirRangesEvenly() {
        Augmentation augmentation = new Augmentation(0.25, 0.5, 2, 0.4, 0.3, 0.2);
        RandomGenerator random = new SplittableRandom(1);
        int flips = 0;
        double scales = 0;
        for (int i = 0; i < DRAWS; i++) {
            Augmentation.Draw draw = augmentation.draw(random);
            assertThat(draw.scale()).isBetween(0.5, 2.0);
            assertThat(draw.brightness()).isBetween(0.6, 1.4);
            assertThat(draw.contrast()).isBetween(0.7, 1.3);
            assertThat(draw.saturation()).isBetween(0.8, 1.2);
            flips += draw.flipped() ? 1 : 0;
            scales += draw.scale() / DRAWS;
        }
        assertThat(flips / (double) DRAWS).isBetween(0.2, 0.3); // five standard deviations
        assertThat(scales).isBetween(1.2, 1.3);
    }

    @Test
    void withoutReachNothingIsRecoloured() {
        assertThat(Augmentation.defaults().draw(new SplittableRandom(3)).recolours())
                .isFalse();
    }

    /** Red (200, 100, 50) has gray 124.2; the mean gray of red and black is 62.1. */
    @Test
    void coloursBlendWithBlackWithTheMeanGrayAndWithTheirOwnGray() {
        Image image = new Image(new ImageSize(2, 1), new byte[] {(byte) 200, 100, 50, 0, 0, 0});
        assertThat(recoloured(image, 0.5, 1, 1)).containsExactly(100, 50, 25, 0, 0, 0);
        assertThat(recoloured(image, 1, 0, 1)).containsExactly(62, 62, 62, 62, 62, 62);
        assertThat(recoloured(image, 1, 1, 0)).containsExactly(124, 124, 124, 0, 0, 0);
        assertThat(recoloured(image, 2, 1, 1)).containsExactly(255, 200, 100, 0, 0, 0);
        assertThat(image.rgb()[0]).isEqualTo((byte) 200);
    }

    private static int[] recoloured(Image image, double brightness, double contrast, double saturation) {
        byte[] rgb = Recolouring.of(image, new Augmentation.Draw(false, 1, brightness, contrast, saturation))
                .rgb();
        int[] values = new int[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            values[i] = rgb[i] & 0xFF;
        }
        return values;
    }
}
