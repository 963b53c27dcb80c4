package org.huale.torch.golden;

import org.huale.geometry.ImageSize;
import org.huale.image.Image;

/** Smooth colourful noise: three parts of a lattice of 32 pixels, one part of a lattice of 8, all in integers. */
public final class FormulaImage {
    private static final int CHANNELS = 3;
    private static final int ROW = 4096; // lattice points in a row, more than any golden image needs

    private FormulaImage() {}

    public static Image of(long seed, int width, int height) {
        Draws coarse = Draws.of("image:" + seed + ":32");
        Draws fine = Draws.of("image:" + seed + ":8");
        byte[] rgb = new byte[width * height * CHANNELS];
        for (int i = 0; i < rgb.length; i++) {
            int channel = i % CHANNELS;
            int x = i / CHANNELS % width;
            int y = i / CHANNELS / width;
            rgb[i] = (byte) ((3 * noise(coarse, 32, new int[] {channel, y, x})
                            + noise(fine, 8, new int[] {channel, y, x}))
                    / 4);
        }
        return new Image(new ImageSize(width, height), rgb);
    }

    private static int noise(Draws draws, int cell, int[] at) {
        int column = at[2] / cell;
        int row = at[1] / cell;
        int right = at[2] % cell;
        int down = at[1] % cell;
        int top = point(draws, at[0], row, column) * (cell - right) + point(draws, at[0], row, column + 1) * right;
        int bottom = point(draws, at[0], row + 1, column) * (cell - right)
                + point(draws, at[0], row + 1, column + 1) * right;
        return (top * (cell - down) + bottom * down) / (cell * cell);
    }

    private static int point(Draws draws, int channel, int row, int column) {
        return (int) (draws.bits(((long) channel * ROW + row) * ROW + column) >>> 56);
    }
}
