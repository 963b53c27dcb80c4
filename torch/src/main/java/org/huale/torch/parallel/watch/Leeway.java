package org.huale.torch.parallel.watch;

import java.util.concurrent.TimeUnit;

/**
 * How long the others wait for a process which says that it is there and does not come to them: ten times the longest time that
 * they have waited for any until then, within bounds.
 *
 * @param least seconds, at least 1
 * @param most seconds, at least as many
 */
public record Leeway(int least, int most) {
    /** Between two exchanges the first process may judge a detector or write files, which takes minutes and comes without warning. */
    public static final Leeway USUAL = new Leeway(300, 1_800);

    private static final long TIMES_LONGEST = 10;

    public Leeway {
        if (least < 1 || most < least) {
            throw new IllegalArgumentException(
                    "a leeway needs at least 1 second, and no less at most, got " + least + " and " + most);
        }
    }

    /**
     * Beats after which it is over, at least 2.
     *
     * @param longest beats that others have waited until then
     */
    long beats(int longest, Pulse pulse) {
        return Math.min(inBeats(most, pulse), Math.max(inBeats(least, pulse), TIMES_LONGEST * longest));
    }

    private static long inBeats(int seconds, Pulse pulse) {
        long milliseconds = TimeUnit.SECONDS.toMillis(seconds);
        return Math.max(2, (milliseconds + pulse.milliseconds() - 1) / pulse.milliseconds());
    }
}
