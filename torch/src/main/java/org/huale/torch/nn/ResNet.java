package org.huale.torch.nn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.huale.torch.nn.ConvNormActivation.Shape;
import org.huale.torch.nn.graph.LayerGraph;
import org.jspecify.annotations.Nullable;

/**
 * Residual networks. Stage 0 is the stem, stages 1 to 4 the blocks; in the deeper networks the stride is at the 3x3
 * convolution. Source: He et al., Deep Residual Learning for Image Recognition, CVPR 2016, in torchvision's form. The small one is this project's own: a ResNet-10 with a quarter of the
 * channels and a stem of 3x3.
 */
final class ResNet {
    /**
     * The form of a network.
     *
     * @param bottleneck whether a block squeezes its channels to a quarter between two 1x1 convolutions
     * @param blocks of stages 1 to 4
     * @param stem its convolution's channels, which each stage after the first doubles
     * @param kernel of the stem's convolution
     */
    record Depth(boolean bottleneck, List<Integer> blocks, int stem, int kernel) {
        static final Depth SMALL = new Depth(false, List.of(1, 1, 1, 1), 16, 3);
        static final Depth D18 = standard(false, List.of(2, 2, 2, 2));
        static final Depth D34 = standard(false, List.of(3, 4, 6, 3));
        static final Depth D50 = standard(true, List.of(3, 4, 6, 3));
        static final Depth D101 = standard(true, List.of(3, 4, 23, 3));

        private static Depth standard(boolean bottleneck, List<Integer> blocks) {
            return new Depth(bottleneck, blocks, 64, 7);
        }

        private int channels(int stage) {
            return width(stage) * (bottleneck ? 4 : 1);
        }

        private int width(int stage) {
            return stem << (stage - 1);
        }
    }

    private final Depth depth;
    private final FrozenBatchNorm.Options norms;

    private ResNet(Depth depth, FrozenBatchNorm.Options norms) {
        this.depth = depth;
        this.norms = norms;
    }

    /** Stages up to the last of {@code returned}, a subset of 1 to 4. */
    static Body create(ParameterStore.Scope scope, Depth depth, List<Integer> returned, FrozenBatchNorm.Options norms) {
        ResNet network = new ResNet(depth, norms);
        List<Layer> stages = new ArrayList<>();
        stages.add(network.stem(scope));
        for (int stage = 1; stage <= returned.get(returned.size() - 1); stage++) {
            stages.add(network.stage(scope.at("layer" + stage), stage));
        }
        return new Body(stages, returned, returned.stream().map(depth::channels).toList());
    }

    private Layer stem(ParameterStore.Scope scope) {
        Shape shape = Shape.dense(3, depth.stem(), depth.kernel(), 2).then(Activation.RELU);
        Layer convolution = new ConvNormActivation(scope.at("conv1"), scope.at("bn1"), shape, norms);
        return new Stem(convolution);
    }

    private Layer stage(ParameterStore.Scope scope, int stage) {
        int in = stage == 1 ? depth.stem() : depth.channels(stage - 1);
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
            path.add(new ConvNormActivation(scope.at("conv" + i), scope.at("bn" + i), shapes.get(i - 1), norms));
        }
        int out = depth.channels(stage);
        Layer shortcut = in == out && stride == 1 ? null : shortcut(scope.at("downsample"), in, out, stride);
        return new Block(Layer.chain(path), shortcut);
    }

    private List<Shape> shapes(int in, int stage, int stride) {
        int width = depth.width(stage);
        if (depth.bottleneck()) {
            return List.of(
                    Shape.dense(in, width, 1, 1).then(Activation.RELU),
                    Shape.dense(width, width, 3, stride).then(Activation.RELU),
                    Shape.dense(width, depth.channels(stage), 1, 1));
        }
        return List.of(Shape.dense(in, width, 3, stride).then(Activation.RELU), Shape.dense(width, width, 3, 1));
    }

    private Layer shortcut(ParameterStore.Scope scope, int in, int out, int stride) {
        return new ConvNormActivation(scope.at(0), scope.at(1), Shape.dense(in, out, 1, stride), norms);
    }

    /** A convolution, and the largest of each three by three pixels of its result. */
    private record Stem(Layer convolution) implements Layer {
        private static final int KERNEL = 3;
        private static final int STRIDE = 2;
        private static final int PADDING = 1;

        @Override
        public Tensor of(Tensor input) {
            return torch.max_pool2d(
                    convolution.of(input),
                    new long[] {KERNEL, KERNEL},
                    new long[] {STRIDE, STRIDE},
                    new long[] {PADDING, PADDING},
                    new long[] {1, 1},
                    false);
        }

        @Override
        public <V> V drawn(LayerGraph<V> graph, V input) {
            return graph.maxPool(convolution.drawn(graph, input), KERNEL, STRIDE, PADDING);
        }
    }

    /** The path's result plus the input, which the shortcut brings to the same shape. */
    private record Block(Layer path, @Nullable Layer shortcut) implements Layer {

        @Override
        public Tensor of(Tensor input) {
            Tensor identity = shortcut == null ? input : shortcut.of(input);
            return Activation.RELU.inPlace(path.of(input).add_(identity));
        }

        @Override
        public <V> V drawn(LayerGraph<V> graph, V input) {
            V identity = shortcut == null ? input : shortcut.drawn(graph, input);
            return graph.relu(graph.sum(path.drawn(graph, input), identity));
        }
    }
}
