package org.huale.app.annotate;

import java.time.Duration;
import java.util.List;

/**
 * How patient a watch is.
 *
 * @param look between two looks at the inbox and the files
 * @param retries before each new try after a fault; after as many faults in a row as there are, it gives up
 */
public record WatchPauses(Duration look, List<Duration> retries) {

    public WatchPauses {
        retries = List.copyOf(retries);
    }

    /** Looks every two seconds; tries again after 10 seconds, a minute and five minutes. */
    public static WatchPauses defaults() {
        return new WatchPauses(
                Duration.ofSeconds(2), List.of(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(5)));
    }
}
