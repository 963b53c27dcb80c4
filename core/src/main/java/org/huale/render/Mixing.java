package org.huale.render;

/** Scrambles numbers into seeds and noise: the finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). */
final class Mixing {

    private Mixing() {}

    static long mix(long seed, long part) {
        long z = seed + 0x9E3779B97F4A7C15L * (part + 1);
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A number in [0, 1) for a lattice point. */
    static double unit(long seed, long x, long y) {
        return (mix(seed ^ (x * 0xD1B54A32D192ED03L), y) >>> 11) * 0x1.0p-53;
    }
}
