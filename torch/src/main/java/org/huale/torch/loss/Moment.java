package org.huale.torch.loss;

/**
 * When a loss is computed.
 *
 * @param epoch from 0
 * @param progress share of all iterations that are done, in [0, 1); 1 would be after the last
 */
public record Moment(int epoch, double progress) {

    public Moment {
        if (epoch < 0 || !(progress >= 0 && progress < 1)) {
            throw new IllegalArgumentException(
                    "epoch must be at least 0 and progress in [0, 1), got " + epoch + " and " + progress);
        }
    }

    /** The first iteration. */
    public static Moment start() {
        return new Moment(0, 0);
    }
}
