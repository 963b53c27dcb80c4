package org.huale.torch.companion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.huale.config.Mode;
import org.huale.detect.companion.AdversarialAutoencoder;
import org.huale.random.Seeds;
import org.huale.torch.companion.BatchNorm.Statistics;
import org.huale.torch.loss.Moment;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.torch.rcnn.TrainingPass;
import org.huale.torch.train.CompanionTraining;
import org.huale.torch.train.optimize.Optimizer;
import org.huale.weights.StateDict;
import org.jspecify.annotations.Nullable;

/**
 * With each iteration of the detector some steps of the autoencoder and one of the discriminator, on batches of their own.
 * The detector and they do not see each other, so that it makes no difference that the program of CALD takes the steps of an
 * epoch together, after it. Where nothing is unlabeled there is nothing to learn, and nothing is.
 */
final class AutoencoderTraining implements CompanionTraining {
    private static final double WEIGHT_DECAY_OF_CALD = 1e-4;

    private final AdversarialAutoencoder options;
    private final AdversarialNetworks networks;
    private final AutoencoderLosses losses;
    private final Optimizer autoencoder;
    private final Optimizer discriminator;
    private final @Nullable Draws draws;
    private final SquareImages squares;

    /** Of both kinds of images, and of the noise in their codes. */
    record Draws(SquareDraws labeled, SquareDraws unlabeled, Seeds seeds) {}

    /** Labeled and unlabeled images. */
    private record Pair<T>(T labeled, T unlabeled) {}

    AutoencoderTraining(
            AdversarialAutoencoder options, AdversarialNetworks networks, SquareImages squares, @Nullable Draws draws) {
        this.options = options;
        this.networks = networks;
        this.squares = squares;
        this.draws = draws;
        this.losses = new AutoencoderLosses(options.mode(), options.learning());
        CompanionOptimizer optimizer =
                new CompanionOptimizer(options.mode(), options.mode() == Mode.FAITHFUL ? WEIGHT_DECAY_OF_CALD : 0);
        this.autoencoder =
                optimizer.over(networks.ofAutoencoder(), options.learning().autoencoderRate());
        this.discriminator =
                optimizer.over(networks.ofDiscriminator(), options.learning().discriminatorRate());
    }

    @Override
    public String name() {
        return options.name();
    }

    @Override
    public Optional<Tensor> follow(TrainingPass pass, Moment moment) {
        return Optional.empty();
    }

    /** None: all of its figures are those of the last of its steps. */
    @Override
    public Map<String, Double> figures() {
        return Map.of();
    }

    @Override
    public Map<String, Double> step(double factor, long iteration) {
        return draws == null ? Map.of() : step(draws, factor, iteration);
    }

    private Map<String, Double> step(Draws from, double factor, long iteration) {
        Map<String, Tensor> figures = new LinkedHashMap<>();
        int steps = options.learning().steps();
        for (long number = iteration * steps; number < (iteration + 1) * steps; number++) {
            Pair<Tensor> images = images(from, number);
            figures.putAll(stepOfAutoencoder(images, new Noise(from.seeds(), number)));
            autoencoder.step(autoencoder.learningRate() * factor, number);
            forgetGradients();
            if (number == (iteration + 1) * steps - 1) {
                figures.putAll(stepOfDiscriminator(images));
                discriminator.step(discriminator.learningRate() * factor, iteration);
                forgetGradients();
            }
        }
        return Tensors.scalars(figures);
    }

    private Pair<Tensor> images(Draws from, long number) {
        return new Pair<>(
                squares.tensor(from.labeled().batch(number), networks.device()),
                squares.tensor(from.unlabeled().batch(number), networks.device()));
    }

    private Map<String, Tensor> stepOfAutoencoder(Pair<Tensor> images, Noise noise) {
        List<AutoencoderLosses.Terms> terms = new ArrayList<>();
        List<Tensor> groups = options.mode() == Mode.FAITHFUL
                ? List.of(images.labeled(), images.unlabeled())
                : List.of(together(images)); // one normalisation for both, or the networks never see how they differ
        for (Tensor group : groups) {
            terms.add(losses.terms(
                    networks, group, noise.of(group.size(0), options.network().latent())));
        }
        losses.autoencoder(terms).backward();
        return figures(terms);
    }

    private Map<String, Tensor> figures(List<AutoencoderLosses.Terms> terms) {
        Map<String, Tensor> figures = new LinkedHashMap<>();
        figures.put(
                "error", mean(terms.stream().map(AutoencoderLosses.Terms::error).toList()));
        figures.put(
                "divergence",
                mean(terms.stream().map(AutoencoderLosses.Terms::divergence).toList()));
        figures.put(
                "deceit",
                mean(terms.stream().map(AutoencoderLosses.Terms::deceit).toList()));
        return figures;
    }

    private Map<String, Tensor> stepOfDiscriminator(Pair<Tensor> images) {
        Pair<Tensor> codes = codes(images);
        Tensor labeled = networks.discriminator().of(codes.labeled());
        Tensor unlabeled = networks.discriminator().of(codes.unlabeled());
        Tensor loss = losses.discriminator(labeled, unlabeled);
        loss.backward();
        Map<String, Tensor> figures = new LinkedHashMap<>();
        figures.put("discriminator", loss.detach());
        figures.put("accuracy", mean(List.of(share(labeled), share(unlabeled.neg()))));
        return figures;
    }

    /** Without gradient towards the autoencoder. */
    private Pair<Tensor> codes(Pair<Tensor> images) {
        if (options.mode() == Mode.FAITHFUL) {
            return new Pair<>(mean(images.labeled()), mean(images.unlabeled()));
        }
        Tensor all = mean(together(images));
        long labeled = images.labeled().size(0);
        return new Pair<>(
                all.narrow(0, 0, labeled),
                all.narrow(0, labeled, images.unlabeled().size(0)));
    }

    private Tensor mean(Tensor images) {
        return TensorScope.keepWithoutGradient(
                () -> networks.autoencoder().code(images, Statistics.LEARNED).mean());
    }

    private static Tensor together(Pair<Tensor> images) {
        return torch.cat(new TensorVector(images.labeled(), images.unlabeled()), 0);
    }

    private static Tensor mean(List<Tensor> scalars) {
        return torch.stack(new TensorVector(scalars.stream().map(Tensor::detach).toArray(Tensor[]::new)))
                .mean();
    }

    private static Tensor share(Tensor logits) {
        return logits.detach().gt(new Scalar(0.0)).to(torch.ScalarType.Float).mean();
    }

    /** Those of the discriminator too, through which the autoencoder's went. */
    private void forgetGradients() {
        autoencoder.forgetGradients();
        discriminator.forgetGradients();
    }

    /** Standard normal numbers, drawn in Java so that they are the same on every device. */
    private final class Noise {
        private final RandomGenerator random;

        Noise(Seeds seeds, long number) {
            this.random = seeds.generator("noise", number);
        }

        Tensor of(long batch, long latent) {
            float[] values = new float[Math.toIntExact(batch * latent)];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
            }
            return Tensors.onDevice(Tensors.of(values, batch, latent), networks.device());
        }
    }

    @Override
    public Map<String, Tensor> state() {
        Map<String, Optimizer> optimizers = new LinkedHashMap<>();
        optimizers.put("autoencoder/", autoencoder);
        optimizers.put("discriminator/", discriminator);
        return CompanionState.of(networks.parameters(), optimizers);
    }

    @Override
    public StateDict weights() {
        return Companions.weights(networks.parameters(), options);
    }

    @Override
    public void close() {
        if (draws != null) {
            draws.labeled().close();
            draws.unlabeled().close();
        }
        autoencoder.close();
        discriminator.close();
        networks.close();
    }
}
