package org.huale.torch.companion;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.huale.detect.companion.AdversarialAutoencoder.Network;
import org.huale.torch.companion.BatchNorm.Statistics;
import org.huale.torch.nn.Conv2d;
import org.huale.torch.nn.Initializer;
import org.huale.torch.nn.Linear;
import org.huale.torch.nn.ParameterStore;

/**
 * A variational autoencoder of square images: five convolutions of stride 2, each with batch norm and ReLU, to a mean and the
 * logarithm of a variance for each of Z numbers; a layer and five transposed convolutions back, and one of 1x1 at the end.
 */
final class Autoencoder {
    private static final int KERNEL = 4;
    private static final int STEPS = 5;
    private static final int COLOURS = 3;

    private final List<Conv2d> down = new ArrayList<>();
    private final List<BatchNorm> downNorms = new ArrayList<>();
    private final Linear mean;
    private final Linear logVariance;
    private final Linear unfold;
    private final List<Up> up = new ArrayList<>();
    private final List<BatchNorm> upNorms = new ArrayList<>();
    private final Up colours;
    private final long deepest;
    private final long side;

    /** What an image is made to: [B, Z] both. */
    record Code(Tensor mean, Tensor logVariance) {

        /** A draw from the code's distribution, by [B, Z] standard normal numbers. */
        Tensor drawn(Tensor normal) {
            return logVariance.mul(new Scalar(0.5)).exp().mul(normal).add(mean);
        }

        /** [B, Z], the divergence from a standard normal distribution in nats. */
        Tensor divergence() {
            Tensor one = logVariance.add(new Scalar(1));
            return one.sub(mean.mul(mean)).sub(logVariance.exp()).mul(new Scalar(-0.5));
        }
    }

    Autoencoder(ParameterStore.Scope scope, Network sizes) {
        deepest = (long) sizes.width() << (STEPS - 1);
        side = sizes.size() >> STEPS;
        long flat = deepest * side * side;
        for (int step = 0; step < STEPS; step++) {
            int in = step == 0 ? COLOURS : sizes.width() << (step - 1);
            int out = sizes.width() << step;
            down.add(Conv2d.create(
                    scope.at("down." + step),
                    Initializer.heNormalFanIn(),
                    new Conv2d.Channels(in, out),
                    new Conv2d.Geometry(KERNEL, 2, 1, 1)));
            downNorms.add(BatchNorm.create(scope.at("down_norm." + step), out));
        }
        mean = Linear.create(scope.at("mean"), flat, sizes.latent());
        logVariance = Linear.create(scope.at("log_variance"), flat, sizes.latent());
        unfold = Linear.create(scope.at("unfold"), sizes.latent(), flat);
        for (int step = 0; step < STEPS; step++) {
            int in = (int) deepest >> step;
            up.add(Up.create(scope.at("up." + step), in, in / 2, KERNEL));
            upNorms.add(BatchNorm.create(scope.at("up_norm." + step), in / 2));
        }
        colours = Up.create(scope.at("colours"), sizes.width() / 2, COLOURS, 1);
    }

    /** [B, 3, S, S] images to their codes. */
    Code code(Tensor images, Statistics statistics) {
        Tensor map = images;
        for (int step = 0; step < STEPS; step++) {
            map = downNorms.get(step).of(down.get(step).of(map), statistics).relu_();
        }
        Tensor flat = map.flatten(1, 3);
        return new Code(mean.of(flat), logVariance.of(flat));
    }

    /** [B, Z] draws to [B, 3, S, S] images. */
    Tensor image(Tensor draws, Statistics statistics) {
        Tensor map = unfold.of(draws).reshape(draws.size(0), deepest, side, side);
        for (int step = 0; step < STEPS; step++) {
            map = upNorms.get(step).of(up.get(step).of(map, 2, 1), statistics).relu_();
        }
        return colours.of(map, 1, 0);
    }

    /** A transposed convolution; [in, out, k, k]. */
    private record Up(Tensor weight, Tensor bias) {

        static Up create(ParameterStore.Scope scope, int in, int out, int kernel) {
            long fanIn = (long) out * kernel * kernel; // as PyTorch counts for a transposed convolution
            return new Up(
                    scope.parameter("weight", Initializer.defaultUniform(fanIn), in, out, kernel, kernel),
                    scope.parameter("bias", Initializer.defaultUniform(fanIn), out));
        }

        Tensor of(Tensor input, long stride, long padding) {
            return torch.conv_transpose2d(
                    input,
                    weight,
                    new TensorOptional(bias),
                    new long[] {stride, stride},
                    new long[] {padding, padding},
                    new long[] {0, 0},
                    1,
                    new long[] {1, 1});
        }
    }
}
