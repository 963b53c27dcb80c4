package org.huale.inbox.partner;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * How long one waits for a server.
 *
 * @param answer for an answer as a whole
 * @param upload for an answer to images
 * @param pauses before each new try of what can be tried again; at least one
 * @param longest pause that the server may ask for, and wait for work that it has begun; where it wants more, nothing more is tried
 *     now
 * @param mostBytes of an answer
 * @param stop asked several times a second; where it is true nothing is waited for any more
 */
public record Patience(
        Duration answer,
        Duration upload,
        List<Duration> pauses,
        Duration longest,
        long mostBytes,
        BooleanSupplier stop) {

    public Patience {
        pauses = List.copyOf(pauses);
    }

    /** A minute for an answer of at most 64 MiB, ten for an upload, three more tries. */
    public static Patience defaults(BooleanSupplier stop) {
        return new Patience(
                Duration.ofMinutes(1),
                Duration.ofMinutes(10),
                List.of(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(10)),
                Duration.ofMinutes(1),
                1L << 26,
                stop);
    }
}
