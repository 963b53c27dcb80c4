package org.huale.torch.golden;

import java.nio.charset.StandardCharsets;

/** The numbered draws of a name: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014) started at the name's FNV-1a hash. */
record Draws(long start) {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    static Draws of(String name) {
        long hash = 0xCBF29CE484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
        }
        return new Draws(hash);
    }

    /** All 64 bits of draw {@code index}. */
    long bits(long index) {
        long z = start + (index + 1) * GOLDEN_GAMMA;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A number in [0, 1), a multiple of 2^-24 and so exact as a float. */
    double unit(long index) {
        return (bits(index) >>> 40) * 0x1p-24;
    }
}
