package org.huale.torch.parallel;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.huale.torch.environment.TorchDevice;

/**
 * What a process tells the others of how it can exchange, where they meet.
 *
 * @param address of its machine
 * @param device where it computes, with the number of a GPU
 * @param obstacle why it cannot exchange by NCCL; empty where it can
 */
record Offer(String address, String device, String obstacle) {
    private static final String BETWEEN = "\n";

    /** Of this process. NCCL is not looked for where it is not wanted. */
    static Offer of(Means means, String address) {
        return new Offer(numeric(address), means.numbered(), obstacle(means));
    }

    /** Rank 0 knows its machine by the name that it was given, and the others know theirs by number. */
    private static String numeric(String address) {
        try {
            return InetAddress.getByName(address).getHostAddress();
        } catch (UnknownHostException e) {
            return address;
        }
    }

    private static String obstacle(Means means) {
        if (!means.onGpu()) {
            return "it computes on the CPU";
        }
        return means.wanted() == ExchangeOptions.Backend.GLOO
                ? "nobody asked for it"
                : TorchDevice.missing(means.device()).or(NcclLibrary::missing).orElse("");
    }

    String text() {
        return String.join(BETWEEN, address, device, obstacle);
    }

    /** What {@link #text} wrote. */
    static Offer of(String text) {
        String[] parts = text.split(BETWEEN, 3);
        return new Offer(parts[0], parts[1], parts[2]);
    }

    boolean onGpu() {
        return TorchDevice.isGpu(device);
    }

    /** Whether both compute on one GPU. */
    boolean shares(Offer other) {
        return onGpu() && device.equals(other.device) && address.equals(other.address);
    }
}
