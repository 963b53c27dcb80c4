package org.huale.torch.parallel;

import org.huale.torch.environment.TorchDevice;

/**
 * By what a process wants to exchange, and where it computes.
 *
 * @param device {@code cpu}, {@code cuda} or {@code cuda:n}
 */
public record Means(ExchangeOptions.Backend wanted, String device) {
    /** Through the memory of the machines. */
    public static Means memory() {
        return new Means(ExchangeOptions.Backend.GLOO, "cpu");
    }

    boolean onGpu() {
        return TorchDevice.isGpu(device);
    }

    /** Where it computes, with the number of the GPU. */
    String numbered() {
        return TorchDevice.numbered(device, 0);
    }
}
