package org.huale.inbox.content;

/**
 * How many images of a request are how far. An image that several annotators have is counted once, as the furthest of them:
 * done before sent back before skipped before open.
 *
 * @param open not begun or not finished, leased ones among them
 * @param leasedByOthers open or sent back, and nobody but others may have it at the moment
 */
public record RequestCounts(int total, int done, int skipped, int sentBack, int open, int leasedByOthers) {

    /** Images with which nothing is left to do. */
    public int finished() {
        return done + skipped;
    }

    public boolean isComplete() {
        return finished() == total;
    }

    /**
     * Whether a run can go on, as {@link FinishedRequest#isEnough} says of the images themselves.
     *
     * @param share of the images, in (0, 1]
     */
    public boolean isEnough(double share) {
        return FinishedRequest.isEnough(share, done, skipped, total);
    }
}
