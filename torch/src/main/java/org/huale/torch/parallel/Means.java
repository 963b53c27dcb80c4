package org.huale.torch.parallel;

/**
 * By what a process wants to exchange, and where it computes.
 *
 * @param device {@code cpu}, {@code cuda} or {@code cuda:n}
 */
public record Means(ExchangeOptions.Backend wanted, String device) {
    private static final String GPU = "cuda";

    /** Through the memory of the machines. */
    public static Means memory() {
        return new Means(ExchangeOptions.Backend.GLOO, "cpu");
    }

    boolean onGpu() {
        return device.startsWith(GPU);
    }

    /** With the number of a GPU that has none. */
    String numbered() {
        return device.equals(GPU) ? GPU + ":0" : device;
    }
}
