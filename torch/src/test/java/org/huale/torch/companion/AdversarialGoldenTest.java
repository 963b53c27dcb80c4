package org.huale.torch.companion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.huale.config.Mode;
import org.huale.detect.companion.AdversarialAutoencoder;
import org.huale.torch.companion.BatchNorm.Statistics;
import org.huale.torch.golden.FormulaWeights;
import org.huale.torch.golden.Golden;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Losses and gradients are those of a twin in PyTorch. */
class AdversarialGoldenTest {
    private static final int BATCH = 3;
    private static final int LATENT = 6;
    private static final AdversarialAutoencoder.Network SIZES = new AdversarialAutoencoder.Network(64, 4, LATENT, 16);
    private static final AdversarialAutoencoder.Learning LEARNING =
            new AdversarialAutoencoder.Learning(0.1, 0.1, 1, 1, 1);
    private static final Golden GOLDEN = Golden.in("companion", "adversarial");

    @ParameterizedTest
    @EnumSource(Mode.class)
    void theAutoencodersLossAndGradients(Mode mode) {
        inNetworks(networks -> {
            AutoencoderLosses losses = new AutoencoderLosses(mode, LEARNING);
            List<AutoencoderLosses.Terms> terms = terms(mode, losses, networks);
            Tensor loss = losses.autoencoder(terms);
            loss.backward();
            String first = mode == Mode.FAITHFUL ? "labeled" : "both";
            assertClose(mode, first + ".error", terms.get(0).error());
            assertClose(mode, first + ".divergence", terms.get(0).divergence());
            assertClose(mode, first + ".deceit", terms.get(0).deceit());
            assertClose(mode, "loss", loss);
            assertGradients(mode, networks.ofAutoencoder());
        });
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void theDiscriminatorsLossAndGradients(Mode mode) {
        inNetworks(networks -> {
            Tensor codes = networks.autoencoder()
                    .code(both(), Statistics.OF_BATCH)
                    .mean()
                    .detach();
            Tensor loss = new AutoencoderLosses(mode, LEARNING)
                    .discriminator(
                            networks.discriminator().of(codes.narrow(0, 0, BATCH)),
                            networks.discriminator().of(codes.narrow(0, BATCH, BATCH)));
            loss.backward();
            assertClose(mode, "discriminator", loss);
            assertGradients(mode, networks.ofDiscriminator());
        });
    }

    @Test
    void probabilitiesByTheImagesStatisticsAndByRunningOnes() {
        inNetworks(networks -> {
            Tensor labeled = images("labeled");
            assertProbabilities("of_batch", networks, labeled.narrow(0, 0, 1), Statistics.OF_BATCH);
            assertProbabilities("running", networks, labeled, Statistics.RUNNING);
        });
    }

    private static List<AutoencoderLosses.Terms> terms(
            Mode mode, AutoencoderLosses losses, AdversarialNetworks networks) {
        Tensor noise = Tensors.of(FormulaWeights.signed("noise", 2 * BATCH, LATENT), 2 * BATCH, LATENT);
        return mode == Mode.FIXED
                ? List.of(losses.terms(networks, both(), noise))
                : List.of(
                        losses.terms(networks, images("labeled"), noise.narrow(0, 0, BATCH)),
                        losses.terms(networks, images("unlabeled"), noise.narrow(0, BATCH, BATCH)));
    }

    private static void assertProbabilities(
            String which, AdversarialNetworks networks, Tensor images, Statistics statistics) {
        Tensor codes = networks.autoencoder().code(images, statistics).mean();
        float[] actual = Tensors.toFloats(networks.discriminator().of(codes).sigmoid());
        assertThat(actual).as(which).containsExactly(GOLDEN.floats("fixed.probabilities." + which), within(1e-5f));
    }

    private static void assertClose(Mode mode, String name, Tensor actual) {
        float expected = GOLDEN.floats(word(mode) + "." + name)[0];
        assertThat(actual.item_float()).as(name).isCloseTo(expected, within(1e-5f * Math.max(1, Math.abs(expected))));
    }

    private static void assertGradients(Mode mode, Map<String, Tensor> parameters) {
        assertThat(parameters).isNotEmpty();
        parameters.forEach((name, parameter) -> {
            if (!name.matches("autoencoder\\.(down|up)\\.\\d\\.bias")) { // nothing but rounding: see the README
                GOLDEN.assertSampled(word(mode) + ".gradient." + name, parameter.grad(), 2e-3);
            }
        });
    }

    private static String word(Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    private static Tensor both() {
        return torch.cat(new TensorVector(images("labeled"), images("unlabeled")), 0);
    }

    private static Tensor images(String which) {
        return Tensors.of(FormulaWeights.signed("images " + which, BATCH, 3, 64, 64), BATCH, 3, 64, 64);
    }

    private interface Work {
        void with(AdversarialNetworks networks);
    }

    private static void inNetworks(Work work) {
        try (AdversarialNetworks networks = new AdversarialNetworks(SIZES, new Device("cpu"), 1)) {
            Golden.fill(networks.parameters());
            TensorScope.run(() -> work.with(networks));
        }
    }
}
