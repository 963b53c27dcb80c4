package org.huale.torch.nn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.huale.torch.nn.ConvNormActivation.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Residual networks. Stage 0 is the stem, stages 1 to 4 the blocks; in the deeper networks the stride is at the 3x3
 * convolution. Source: He et al., Deep Residual Learning for Image Recognition, CVPR 2016, in torchvision's form.
 */
final class ResNet {
    private static final int STEM_CHANNELS = 64;

    /** Blocks per stage, and whether a block squeezes its channels to a quarter between two 1x1 convolutions. */
    record Depth(boolean bottleneck, List<Integer> blocks) {
        static final Depth D18 = new Depth(false, List.of(2, 2, 2, 2));
        static final Depth D34 = new Depth(false, List.of(3, 4, 6, 3));
        static final Depth D50 = new Depth(true, List.of(3, 4, 6, 3));
        static final Depth D101 = new Depth(true, List.of(3, 4, 23, 3));

        private int channels(int stage) {
            return width(stage) * (bottleneck ? 4 : 1);
        }

        private static int width(int stage) {
            return STEM_CHANNELS << (stage - 1);
        }
    }

    private final Depth depth;
    private final double epsilon;

    private ResNet(Depth depth, double epsilon) {
        this.depth = depth;
        this.epsilon = epsilon;
    }

    /** Stages up to the last of {@code returned}, a subset of 1 to 4. */
    static Body create(ParameterStore.Scope scope, Depth depth, List<Integer> returned, double epsilon) {
        ResNet network = new ResNet(depth, epsilon);
        List<Layer> stages = new ArrayList<>();
        stages.add(network.stem(scope));
        for (int stage = 1; stage <= returned.get(returned.size() - 1); stage++) {
            stages.add(network.stage(scope.at("layer" + stage), stage));
        }
        return new Body(stages, returned, returned.stream().map(depth::channels).toList());
    }

    private Layer stem(ParameterStore.Scope scope) {
        Shape shape = Shape.dense(3, STEM_CHANNELS, 7, 2).then(Activation.RELU);
        Layer convolution = new ConvNormActivation(scope.at("conv1"), scope.at("bn1"), shape, epsilon);
        return input -> torch.max_pool2d(
                convolution.of(input),
                new long[] {3, 3},
                new long[] {2, 2},
                new long[] {1, 1},
                new long[] {1, 1},
                false);
    }

    private Layer stage(ParameterStore.Scope scope, int stage) {
        int in = stage == 1 ? STEM_CHANNELS : depth.channels(stage - 1);
        List<Layer> blocks = new ArrayList<>();
        for (int i = 0; i < depth.blocks().get(stage - 1); i++) {
            blocks.add(block(scope.at(i), i == 0 ? in : depth.channels(stage), stage, i == 0 && stage > 1 ? 2 : 1));
        }
        return Layer.chain(blocks);
    }

    private Block block(ParameterStore.Scope scope, int in, int stage, int stride) {
        List<Shape> shapes = shapes(in, stage, stride);
        List<Layer> path = new ArrayList<>();
        for (int i = 1; i <= shapes.size(); i++) {
            path.add(new ConvNormActivation(scope.at("conv" + i), scope.at("bn" + i), shapes.get(i - 1), epsilon));
        }
        int out = depth.channels(stage);
        Layer shortcut = in == out && stride == 1 ? null : shortcut(scope.at("downsample"), in, out, stride);
        return new Block(Layer.chain(path), shortcut);
    }

    private List<Shape> shapes(int in, int stage, int stride) {
        int width = Depth.width(stage);
        if (depth.bottleneck()) {
            return List.of(
                    Shape.dense(in, width, 1, 1).then(Activation.RELU),
                    Shape.dense(width, width, 3, stride).then(Activation.RELU),
                    Shape.dense(width, depth.channels(stage), 1, 1));
        }
        return List.of(Shape.dense(in, width, 3, stride).then(Activation.RELU), Shape.dense(width, width, 3, 1));
    }

    private Layer shortcut(ParameterStore.Scope scope, int in, int out, int stride) {
        return new ConvNormActivation(scope.at(0), scope.at(1), Shape.dense(in, out, 1, stride), epsilon);
    }

    /** The path's result plus the input, which the shortcut brings to the same shape. */
    private record Block(Layer path, @Nullable Layer shortcut) implements Layer {

        @Override
        public Tensor of(Tensor input) {
            Tensor identity = shortcut == null ? input : shortcut.of(input);
            return Activation.RELU.inPlace(path.of(input).add_(identity));
        }
    }
}
