package org.huale.torch.parallel.watch;

import java.util.Locale;

/**
 * How often a process says that it is there, and after how much silence it counts as lost.
 *
 * @param milliseconds from one beat to the next, at least 1
 * @param missed this many beats in a row without a word are too many, at least 2
 */
public record Pulse(int milliseconds, int missed) {
    /** 40 seconds of silence, so that all have ended within a minute. */
    public static final Pulse USUAL = new Pulse(4_000, 10);

    private static final double MILLISECONDS_OF_A_SECOND = 1e3;

    public Pulse {
        if (milliseconds < 1 || missed < 2) {
            throw new IllegalArgumentException(
                    "a pulse needs at least 1 millisecond and 2 beats, got " + milliseconds + " and " + missed);
        }
    }

    /** The silence that is too long, in words. */
    String silence() {
        return String.format(Locale.ROOT, "%.0f s", (double) milliseconds * missed / MILLISECONDS_OF_A_SECOND);
    }
}
