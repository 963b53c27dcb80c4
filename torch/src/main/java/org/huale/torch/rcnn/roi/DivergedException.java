package org.huale.torch.rcnn.roi;

/** A detector computes what is not finite, though its weights are: they have grown too large, as where a training diverged. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param what is not finite, such as {@code probabilities} */
    public DivergedException(String what) {
        super("the detector's " + what
                + " are not finite, as of weights whose training diverged; train it again, with a"
                + " lower learning rate");
    }
}
