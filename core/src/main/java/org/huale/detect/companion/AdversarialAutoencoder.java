package org.huale.detect.companion;

import org.huale.config.Mode;
import org.huale.detect.Companion;

/**
 * A variational autoencoder of images and a discriminator that tells by an image's code whether the image is labeled, trained
 * against each other. Source: Sinha, Ebrahimi and Darrell, Variational Adversarial Active Learning, ICCV 2019. No gradient
 * reaches the detector, which stays as it is without them, bit for bit.
 *
 * @param mode {@code faithful}: images resized by taking the nearest pixel, values 0 to 255, a tenth of the mean squared
 *     error beside the sum of the Kullback-Leibler divergence over batch and code, SGD, statistics of the single image in
 *     batch norm when asked; {@code fixed}: bilinear, each image normalised by itself, means of both terms, AdamW, running
 *     statistics
 * @param network its sizes
 * @param learning how it is trained
 */
public record AdversarialAutoencoder(Mode mode, Network network, Learning learning) implements Companion {
    /** Of each image, one number: the discriminator's probability that the image is labeled. */
    public static final String VECTOR = "labeled-probability";

    /**
     * @param size side in pixels that images are brought to, whatever their shape; a multiple of 32
     * @param width of the first convolution, each of the four that follow is twice as wide
     * @param latent numbers of a code
     * @param hidden width of the discriminator's two layers
     */
    public record Network(int size, int width, int latent, int hidden) {

        public Network {
            if (size < 64 || size > 1024 || size % 32 != 0) {
                throw new IllegalArgumentException("size must be a multiple of 32 in [64, 1024], got " + size);
            }
            if (width < 2 || width > 256 || width % 2 != 0) {
                throw new IllegalArgumentException("width must be even and in [2, 256], got " + width);
            }
            if (latent < 1 || latent > 65_536 || hidden < 1 || hidden > 65_536) {
                throw new IllegalArgumentException(
                        "latent and hidden must be in [1, 65536], got " + latent + " and " + hidden);
            }
        }
    }

    /**
     * @param autoencoderRate learning rate before the factor of the detector's schedule
     * @param discriminatorRate likewise
     * @param steps of the autoencoder for one of the discriminator and one of the detector
     * @param beta weight of the Kullback-Leibler divergence
     * @param adversarial weight of deceiving the discriminator
     */
    public record Learning(
            double autoencoderRate, double discriminatorRate, int steps, double beta, double adversarial) {}

    @Override
    public String name() {
        return "adversarial-autoencoder";
    }
}
