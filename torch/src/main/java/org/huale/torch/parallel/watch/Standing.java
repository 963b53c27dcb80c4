package org.huale.torch.parallel.watch;

/**
 * How far a process has come.
 *
 * @param exchange number of the exchange that it came to last; 0 before the first
 * @param waiting whether it is still in it
 * @param place what it was about to do when it last said so, such as {@code iteration 12 of 60}
 */
public record Standing(long exchange, boolean waiting, String place) {
    /** Of a process that is connected. */
    public static final Standing BEGINNING = new Standing(0, false, "the beginning");

    /** At another place. */
    public Standing at(String there) {
        return new Standing(exchange, waiting, there);
    }

    /** In the next exchange. */
    public Standing inNext() {
        return new Standing(exchange + 1, true, place);
    }

    /** Behind the exchange. */
    public Standing done() {
        return new Standing(exchange, false, place);
    }
}
