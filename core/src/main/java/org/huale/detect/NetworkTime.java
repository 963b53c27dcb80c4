package org.huale.detect;

/**
 * What the thread that runs a network spent its time on while images went through it, by the clock. What is left of the total is
 * the handing on of what was found, such as writing it to a file.
 *
 * @param total nanoseconds from the request to the last image, first images not yet read included
 * @param waiting nanoseconds in which the next images were not ready
 * @param network nanoseconds of the network, with what makes detections of its numbers
 */
public record NetworkTime(long total, long waiting, long network) {

    public NetworkTime {
        if (waiting < 0 || network < 0 || total < waiting + network) {
            throw new IllegalArgumentException(
                    "waiting and network must not be negative and not more than the total, got " + waiting + " and "
                            + network + " of " + total);
        }
    }

    /** Share of the total in which images were not ready, in [0, 1]; 0 where no time has passed. */
    public double waitingShare() {
        return shareOf(waiting);
    }

    /** Share of the total in which the network did not work, for whatever reason, in [0, 1]; 0 where no time has passed. */
    public double idleShare() {
        return shareOf(total - network);
    }

    private double shareOf(long nanoseconds) {
        return total == 0 ? 0 : nanoseconds / (double) total;
    }
}
