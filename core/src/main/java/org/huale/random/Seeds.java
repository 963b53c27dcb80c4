package org.huale.random;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Derives a seed for each purpose from the one seed of a run. No generator is shared or carried on, so that a further use
 * of randomness shifts nobody else's numbers, and work that goes on after a stop needs no generator's state.
 */
public record Seeds(long seed) {

    /** The seed for a purpose, such as an epoch's order ({@code "order", epoch}); equal arguments give equal seeds. */
    public long of(String purpose, long... numbers) {
        long hash = mixed(seed);
        for (int i = 0; i < purpose.length(); i++) {
            hash = mixed(hash ^ purpose.charAt(i));
        }
        hash = mixed(hash ^ numbers.length);
        for (long number : numbers) {
            hash = mixed(hash ^ number);
        }
        return hash;
    }

    /** A fresh generator with the seed {@link #of}. */
    public RandomGenerator generator(String purpose, long... numbers) {
        return new SplittableRandom(of(purpose, numbers));
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014) after a golden-ratio step. */
    private static long mixed(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
