package org.huale.image.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.junit.jupiter.api.Test;

class ThumbnailTest {

    /** Columns of black and white in turn. */
    private static Image stripes(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        IntStream.range(0, rgb.length).forEach(i -> rgb[i] = (byte) (i / 3 % width % 2 == 0 ? 0 : 255));
        return new Image(new ImageSize(width, height), rgb);
    }

    @Test
    void fineStripesBecomeGray() {
        Image small = Thumbnail.of(stripes(400, 200), 100);

        assertThat(small.size()).isEqualTo(new ImageSize(100, 50));
        IntStream.range(0, 100).forEach(x -> assertThat(small.at(x, 25, 1)).isEqualTo(128));
    }

    @Test
    void smallImageStaysAsItIs() {
        Image image = stripes(60, 80);

        assertThat(Thumbnail.of(image, 80)).isSameAs(image);
    }

    @Test
    void narrowImageKeepsAPixel() {
        assertThat(Thumbnail.of(stripes(1000, 2), 10).size()).isEqualTo(new ImageSize(10, 1));
    }

    @Test
    void everyPixelCountsWhereSizesAreNoMultiples() {
        Image white = new Image(new ImageSize(7, 5), whiteBytes(7 * 5 * 3));

        Image small = Thumbnail.of(white, 3);

        assertThat(small.size()).isEqualTo(new ImageSize(3, 2));
        assertThat(small.rgb()).containsOnly((byte) 255);
    }

    @Test
    void sizeWithoutPixelsIsRefused() {
        assertThatThrownBy(() -> Thumbnail.of(stripes(4, 4), 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] whiteBytes(int count) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) 255);
        return bytes;
    }
}
