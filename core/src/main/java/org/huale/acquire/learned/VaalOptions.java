package org.huale.acquire.learned;

import org.huale.config.Mode;
import org.huale.detect.companion.AdversarialAutoencoder;

/**
 * Options of {@link VaalStrategy}. A number that is -1 is the mode's own; see {@link AdversarialAutoencoder} for what else
 * the mode decides.
 *
 * @param mode {@code faithful}: as in the program of CALD; {@code fixed}: smaller, and with its defects mended
 * @param size side in pixels that images are brought to, a multiple of 32; 256 faithful, 64 fixed
 * @param width of the first convolution; 64 faithful, 16 fixed
 * @param latent numbers of a code; 256 faithful, 32 fixed
 * @param hidden width of the discriminator's layers; 512
 * @param autoencoderRate learning rate; 0.00025 of SGD faithful, 0.0005 of AdamW fixed
 * @param discriminatorRate learning rate; 0.0025 of SGD faithful, 0.0005 of AdamW fixed
 * @param steps of the autoencoder for one of the discriminator, in [1, 100]; one of the discriminator for each of the
 *     detector's
 * @param beta weight of the Kullback-Leibler divergence, in [0, 1000]
 * @param adversarial weight of deceiving the discriminator, in [0, 1000]
 */
public record VaalOptions(
        Mode mode,
        int size,
        int width,
        int latent,
        int hidden,
        double autoencoderRate,
        double discriminatorRate,
        int steps,
        double beta,
        double adversarial) {

    public VaalOptions {
        ModeDefault.requireRange("autoencoderRate", autoencoderRate, 0, 10);
        ModeDefault.requireRange("discriminatorRate", discriminatorRate, 0, 10);
        ModeDefault.requireRange("beta", beta, 0, 1000);
        ModeDefault.requireRange("adversarial", adversarial, 0, 1000);
        if (steps < 1 || steps > 100) {
            throw new IllegalArgumentException("steps must be in [1, 100], got " + steps);
        }
        network(mode, new int[] {size, width, latent, hidden}); // checks them
    }

    /** The mode's numbers, one step of the autoencoder. */
    public static VaalOptions of(Mode mode) {
        int own = (int) ModeDefault.UNSET;
        return new VaalOptions(mode, own, own, own, own, own, own, 1, own, own);
    }

    AdversarialAutoencoder networks() {
        boolean faithful = mode == Mode.FAITHFUL;
        return new AdversarialAutoencoder(
                mode,
                network(mode, new int[] {size, width, latent, hidden}),
                new AdversarialAutoencoder.Learning(
                        ModeDefault.or(autoencoderRate, faithful ? 0.00025 : 0.0005),
                        ModeDefault.or(discriminatorRate, faithful ? 0.0025 : 0.0005),
                        steps,
                        ModeDefault.or(beta, 1),
                        ModeDefault.or(adversarial, 1)));
    }

    private static AdversarialAutoencoder.Network network(Mode mode, int[] sizes) {
        boolean faithful = mode == Mode.FAITHFUL;
        return new AdversarialAutoencoder.Network(
                ModeDefault.or(sizes[0], faithful ? 256 : 64),
                ModeDefault.or(sizes[1], faithful ? 64 : 16),
                ModeDefault.or(sizes[2], faithful ? 256 : 32),
                ModeDefault.or(sizes[3], 512));
    }
}
