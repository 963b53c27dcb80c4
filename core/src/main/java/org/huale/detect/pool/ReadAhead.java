package org.huale.detect.pool;

/**
 * How much is made ready while a network works.
 *
 * @param threads that read and prepare images, at least 1
 * @param batches that are under way beside the one at work, at least 0
 */
public record ReadAhead(int threads, int batches) {

    public ReadAhead {
        if (threads < 1 || batches < 0) {
            throw new IllegalArgumentException(
                    "needs a thread and no negative number of batches, got " + threads + " and " + batches);
        }
    }

    /** Two batches, on one thread less than there are processors, at least 1. */
    public static ReadAhead defaults() {
        return new ReadAhead(spareProcessors(), 2);
    }

    /** One less than the processors of this machine, at least 1: a network needs one itself. */
    public static int spareProcessors() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
    }
}
