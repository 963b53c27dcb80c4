package org.huale.torch.companion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Device;
import org.huale.config.Mode;
import org.huale.geometry.ImageSize;
import org.huale.image.Image;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.junit.jupiter.api.Test;

class SquareImagesTest {
    private static final Device CPU = new Device("cpu");

    /** Four columns of gray 0, 80, 160, 240; two rows. */
    private static Image stripes() {
        byte[] rgb = new byte[3 * 4 * 2];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (80 * (i / 3 % 4));
        }
        return new Image(new ImageSize(4, 2), rgb);
    }

    @Test
    void nearestTakesPixelsAsTheyAre() {
        assertThat(row(Mode.FAITHFUL, 2)).containsExactly(0, 160);
        assertThat(row(Mode.FAITHFUL, 8)).containsExactly(0, 0, 80, 80, 160, 160, 240, 240);
    }

    @Test
    void bilinearMixesByTheDistanceOfPixelCentres() {
        assertThat(row(Mode.FIXED, 2)).containsExactly(40, 200);
        assertThat(row(Mode.FIXED, 4)).containsExactly(0, 80, 160, 240);
        assertThat(row(Mode.FIXED, 8)).containsExactly(0, 20, 60, 100, 140, 180, 220, 240);
    }

    @Test
    void faithfulValuesAreTheBytesThemselves() {
        float[] values = tensor(Mode.FAITHFUL, stripes(), 2);
        assertThat(values).containsExactly(0, 160, 0, 160, 0, 160, 0, 160, 0, 160, 0, 160);
    }

    @Test
    void fixedImagesHaveMeanZeroAndDeviationOne() {
        byte[] rgb = new byte[3 * 30 * 20];
        new SplittableRandom(1).nextBytes(rgb);
        float[] values = tensor(Mode.FIXED, new Image(new ImageSize(30, 20), rgb), 16);
        double mean = 0;
        double square = 0;
        for (float value : values) {
            mean += value / values.length;
            square += value * value / values.length;
        }
        assertThat(mean).isCloseTo(0, within(1e-5));
        assertThat(square).isCloseTo(1, within(1e-4));
    }

    @Test
    void anImageOfOneColourIsAllZero() {
        float[] values = tensor(Mode.FIXED, new Image(new ImageSize(5, 5), new byte[75]), 4);
        assertThat(values).containsOnly(0);
    }

    private static int[] row(Mode mode, int size) {
        byte[] square = new SquareImages(mode, size).of(stripes());
        int[] row = new int[size];
        for (int x = 0; x < size; x++) {
            row[x] = square[3 * x] & 0xFF;
        }
        return row;
    }

    private static float[] tensor(Mode mode, Image image, int size) {
        SquareImages squares = new SquareImages(mode, size);
        return TensorScope.get(() -> Tensors.toFloats(squares.tensor(List.of(squares.of(image)), CPU)));
    }
}
