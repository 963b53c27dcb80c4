package org.huale.torch.parallel.watch;

import java.util.Locale;

/**
 * How often a process says that it is there, after how much silence it counts as lost, and after how much waiting for it.
 *
 * @param milliseconds from one beat to the next, at least 1
 * @param missed this many beats in a row without a word are too many, at least 2
 * @param leeway of a process that beats and does not come
 */
public record Pulse(int milliseconds, int missed, Leeway leeway) {
    /** 40 seconds of silence, so that all have ended within a minute. */
    public static final Pulse USUAL = new Pulse(4_000, 10);

    private static final double MILLISECONDS_OF_A_SECOND = 1e3;

    public Pulse {
        if (milliseconds < 1 || missed < 2) {
            throw new IllegalArgumentException(
                    "a pulse needs at least 1 millisecond and 2 beats, got " + milliseconds + " and " + missed);
        }
    }

    /** With the usual leeway. */
    public Pulse(int milliseconds, int missed) {
        this(milliseconds, missed, Leeway.USUAL);
    }

    /** With another leeway. */
    public Pulse with(Leeway changed) {
        return new Pulse(milliseconds, missed, changed);
    }

    /** The silence that is too long, in words. */
    String silence() {
        return duration(missed);
    }

    /** The time of so many beats, in words. */
    String duration(int beats) {
        return String.format(Locale.ROOT, "%.0f s", (double) milliseconds * beats / MILLISECONDS_OF_A_SECOND);
    }
}
