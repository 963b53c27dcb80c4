package org.huale.acquire.distinct;

import java.util.Arrays;
import org.huale.image.Image;

/**
 * A few hundred bytes by which an image is recognised again after small movements, noise, other compression, another
 * brightness, contrast or size: the differences of brightness between neighbouring fields of a grid of 16 x 16 laid over it,
 * whatever its proportions. Crops, turned and mirrored copies are other images to it. Where an image shows next to nothing,
 * such as a black frame, noise is all there is to compare; such images are alike.
 */
public final class ImageSignature {
    static final int LENGTH = 2 * 16 * 15;
    private static final int GRID = 16;
    private static final double LEAST_DIFFERENCE = 1; // of 255: below it nothing is to be seen

    private final byte[] differences;
    private final double norm;

    private ImageSignature(byte[] differences) {
        this.differences = differences;
        this.norm = Math.sqrt(dot(differences, differences));
    }

    public static ImageSignature of(Image image) {
        return new ImageSignature(scaled(differences(fields(image))));
    }

    /** @throws IllegalArgumentException where the length is not that of a signature */
    static ImageSignature of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a signature has " + LENGTH + " bytes, got " + bytes.length);
        }
        return new ImageSignature(bytes.clone());
    }

    byte[] bytes() {
        return differences.clone();
    }

    /** The cosine of the differences, in [-1, 1]: 1 for the same image, near 0 for images that have nothing in common. */
    public double similarity(ImageSignature other) {
        if (norm == 0 || other.norm == 0) {
            return norm == other.norm ? 1 : 0;
        }
        return dot(differences, other.differences) / (norm * other.norm);
    }

    /** Mean brightness, 0..255, of each field; fields of an image of less than 16 pixels share some. */
    private static double[] fields(Image image) {
        double[] fields = new double[GRID * GRID];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = mean(image, i % GRID, i / GRID);
        }
        return fields;
    }

    private static double mean(Image image, int column, int row) {
        int right = end(column, image.width());
        int bottom = end(row, image.height());
        int left = column * image.width() / GRID;
        int top = row * image.height() / GRID;
        long sum = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                sum += 299L * image.at(x, y, 0) + 587L * image.at(x, y, 1) + 114L * image.at(x, y, 2);
            }
        }
        return sum / (1000.0 * (right - left) * (bottom - top));
    }

    private static int end(int at, int side) {
        return ((at + 1) * side + GRID - 1) / GRID; // rounded up
    }

    /** To the right neighbour and to the one below, row by row. */
    private static double[] differences(double[] fields) {
        double[] differences = new double[LENGTH];
        int next = 0;
        for (int i = 0; i < fields.length; i++) {
            if (i % GRID < GRID - 1) {
                differences[next++] = fields[i + 1] - fields[i];
            }
            if (i / GRID < GRID - 1) {
                differences[next++] = fields[i + GRID] - fields[i];
            }
        }
        return differences;
    }

    /** To -127..127; all 0 where nothing is to be seen. */
    private static byte[] scaled(double[] differences) {
        double most = Arrays.stream(differences).map(Math::abs).max().orElse(0);
        byte[] scaled = new byte[LENGTH];
        for (int i = 0; i < LENGTH && most >= LEAST_DIFFERENCE; i++) {
            scaled[i] = (byte) Math.round(127 * differences[i] / most);
        }
        return scaled;
    }

    private static int dot(byte[] a, byte[] b) {
        int sum = 0; // at most 480 · 127², far from the largest int
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
