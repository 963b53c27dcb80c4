package org.huale.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.huale.geometry.ImageSize;
import org.huale.geometry.Window;
import org.huale.laws.LawSeeds;
import org.junit.jupiter.api.Test;

class ResamplingTest {

    /** Pillow 13.0.0: {@code Image.fromarray(formula(13, 9)).resize((5, 3), Image.BILINEAR)}, row by row. */
    private static final int[] SMALLER = {
        34, 100, 153, 111, 143, 113, 132, 119, 125, 128, 132, 134, 128, 138, 150, 78, 168, 93, 136, 140, 113, 113, 125,
        124, 130, 118, 131, 119, 123, 130, 123, 108, 138, 136, 109, 134, 136, 105, 134, 132, 121, 119, 124, 118, 121
    };

    /** Pillow 13.0.0: {@code Image.fromarray(formula(5, 4)).resize((8, 9), Image.BILINEAR)}, its first two rows. */
    private static final int[] LARGER = {
        0, 50, 100, 3, 53, 103, 8, 58, 108, 21, 71, 121, 39, 89, 139, 61, 111, 161, 91, 141, 191, 112, 162, 212, 2, 54,
        107, 5, 58, 110, 11, 63, 115, 24, 76, 129, 42, 95, 147, 65, 117, 169, 95, 147, 175, 116, 168, 178
    };

    @Test
    void shrinkingIsPillowsBilinear() {
        assertClose(Resampling.resized(formula(13, 9), new ImageSize(5, 3)), SMALLER);
    }

    @Test
    void enlargingIsPillowsBilinear() {
        assertClose(Resampling.resized(formula(5, 4), new ImageSize(8, 9)), LARGER);
    }

    @Test
    void anImageOfOneColourStaysSo() {
        byte[] rgb = new byte[3 * 7 * 5];
        Arrays.fill(rgb, (byte) 201);
        byte[] resized = Resampling.resized(new Image(new ImageSize(7, 5), rgb), new ImageSize(1, 40))
                .rgb();
        for (byte value : resized) {
            assertThat(value).isEqualTo((byte) 201);
        }
    }

    @Test
    void aPartIsTheSameAsThatOfTheWhole() {
        long seed = LawSeeds.fresh();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            Image image = formula(1 + random.nextInt(40), 1 + random.nextInt(40));
            ImageSize size = new ImageSize(1 + random.nextInt(60), 1 + random.nextInt(60));
            int left = random.nextInt(size.width());
            int top = random.nextInt(size.height());
            ImageSize rest = new ImageSize(size.width() - left, size.height() - top);
            ImageSize part = new ImageSize(1 + random.nextInt(rest.width()), 1 + random.nextInt(rest.height()));
            Image whole = Resampling.resized(image, size);
            assertThat(Resampling.resized(image, size, new Window(left, top, part))
                            .rgb())
                    .as("seed %d: %s at %d, %d of %s from %s", seed, part, left, top, size, image)
                    .isEqualTo(cut(whole, left, top, part));
        }
    }

    private static byte[] cut(Image image, int left, int top, ImageSize part) {
        byte[] rgb = new byte[(int) (3 * part.pixels())];
        int row = 3 * part.width();
        for (int y = 0; y < part.height(); y++) {
            System.arraycopy(image.rgb(), 3 * ((y + top) * image.width() + left), rgb, y * row, row);
        }
        return rgb;
    }

    private static void assertClose(Image image, int[] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(image.rgb()[i] & 0xFF).as("value " + i).isCloseTo(expected[i], within(1)); // Pillow rounds twice
        }
    }

    private static Image formula(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < 3; c++) {
                    rgb[3 * (y * width + x) + c] = (byte) (x * x * 7 + y * 13 * (c + 1) + x * y * 3 + c * 50);
                }
            }
        }
        return new Image(new ImageSize(width, height), rgb);
    }
}
