package org.huale.laws;

import java.util.stream.LongStream;
import org.huale.api.Stable;
import org.slf4j.LoggerFactory;

/**
 * The seeds that a law is tried with: 1 to 5, which are the same every time, and fresh ones, which explore. A failure names its
 * seed. {@code -Dhuale.laws.seed=N} repeats it, {@code -Dhuale.laws.count=N} tries that many fresh seeds in a row instead of one.
 */
@Stable
public final class LawSeeds {
    static final String SEED = "huale.laws.seed";
    static final String COUNT = "huale.laws.count";

    private static final long FIXED = 5;
    private static final long FRESH = Long.getLong(SEED, FIXED + 1 + System.nanoTime() % 1_000_000_000);

    static {
        LoggerFactory.getLogger(LawSeeds.class).info("-D{}={} repeats the fresh seeds of this process", SEED, FRESH);
    }

    private LawSeeds() {}

    /** The first fresh seed of this process. */
    public static long fresh() {
        return FRESH;
    }

    /** The fixed seeds, then the fresh ones. */
    public static LongStream all() {
        return LongStream.concat(LongStream.rangeClosed(1, FIXED), explored());
    }

    /** The fresh seeds alone, for laws that take long. */
    public static LongStream explored() {
        return LongStream.range(FRESH, FRESH + Long.getLong(COUNT, 1));
    }
}
