package org.huale.torch.companion;

import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.huale.config.Mode;
import org.huale.detect.companion.AdversarialAutoencoder.Learning;
import org.huale.torch.companion.BatchNorm.Statistics;

/**
 * What the autoencoder and the discriminator make small. The autoencoder: for labeled and unlabeled images the squared error
 * of the picture that comes back, beta times the divergence of the code, and the cross entropy of the discriminator taking
 * either for labeled. The discriminator: the cross entropy of the truth. Source: Sinha et al., ICCV 2019; the mode says
 * which sums are means.
 */
record AutoencoderLosses(Mode mode, Learning learning) {
    private static final double ERROR_WEIGHT_OF_CALD = 0.1;

    /** The terms over one group of images, scalars with gradients. */
    record Terms(Tensor error, Tensor divergence, Tensor deceit) {}

    /**
     * @param images [B, 3, S, S], which batch norm takes the statistics of
     * @param normal [B, Z] standard normal numbers that the codes are drawn by
     */
    Terms terms(AdversarialNetworks networks, Tensor images, Tensor normal) {
        Autoencoder.Code code = networks.autoencoder().code(images, Statistics.LEARNED);
        Tensor returned = networks.autoencoder().image(code.drawn(normal), Statistics.LEARNED);
        Tensor missed = returned.sub(images);
        Tensor divergence = code.divergence();
        return new Terms(
                missed.mul(missed).mean(),
                mode == Mode.FAITHFUL ? divergence.sum() : divergence.mean(),
                crossEntropy(networks.discriminator().of(code.mean()), true));
    }

    /** The sum over groups of images that are normalised by themselves. */
    Tensor autoencoder(List<Terms> groups) {
        double errorWeight = mode == Mode.FAITHFUL ? ERROR_WEIGHT_OF_CALD : 1;
        return groups.stream()
                .map(it -> it.error()
                        .mul(new Scalar(errorWeight))
                        .add(it.divergence().mul(new Scalar(learning.beta())))
                        .add(it.deceit().mul(new Scalar(learning.adversarial()))))
                .reduce(Tensor::add)
                .orElseThrow();
    }

    /** Of [B] logits each. */
    Tensor discriminator(Tensor labeled, Tensor unlabeled) {
        return crossEntropy(labeled, true).add(crossEntropy(unlabeled, false));
    }

    private static Tensor crossEntropy(Tensor logits, boolean labeled) {
        return torch.binary_cross_entropy_with_logits(
                logits, labeled ? torch.ones_like(logits) : torch.zeros_like(logits));
    }
}
