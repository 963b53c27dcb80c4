package org.huale.export;

/**
 * In which form a detector is written.
 *
 * @param batch how many images go in at once: 1, whose outputs have no side for images, a larger number, or {@link #ANY}
 * @param precision of the weights in the file
 * @param preprocessing who resizes and normalises
 */
public record ExportOptions(int batch, Precision precision, Preprocessing preprocessing) {
    /** For {@link #batch}: as many as the program gives. */
    public static final int ANY = 0;

    /** The largest fixed {@link #batch}. */
    public static final int MOST = 1024;

    /** Kinds of numbers. */
    public enum Precision {
        FP32,
        /** Weights of layers are stored in half the bytes, each rounded to the nearest; all is computed in single precision. */
        FP16
    }

    /** Who makes images ready. */
    public enum Preprocessing {
        /** The network: RGB in [0, 1], of any size. */
        INSIDE,
        /** The program: resized and normalised already; boxes are in pixels of what it gives. */
        OUTSIDE
    }

    public ExportOptions {
        if (batch < 0 || batch > MOST) {
            throw new IllegalArgumentException("a batch must have from 1 to " + MOST + " images, got " + batch);
        }
    }

    /** One image, fp32, everything inside. */
    public static ExportOptions defaults() {
        return new ExportOptions(1, Precision.FP32, Preprocessing.INSIDE);
    }

    public ExportOptions withBatch(int other) {
        return new ExportOptions(other, precision, preprocessing);
    }

    public ExportOptions with(Precision other) {
        return new ExportOptions(batch, other, preprocessing);
    }

    public ExportOptions with(Preprocessing other) {
        return new ExportOptions(batch, precision, other);
    }
}
