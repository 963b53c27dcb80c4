package org.huale.torch.nn;

import java.util.ArrayList;
import java.util.List;
import org.huale.torch.nn.ConvNormActivation.Shape;

/**
 * MobileNetV3-Large at width 1. Source: Howard et al., Searching for MobileNetV3, ICCV 2019, table 1, in torchvision's
 * form.
 */
final class MobileNetV3 {
    /** Positions of the layers where a stage begins; the last layer is a stage of its own. */
    static final List<Integer> STAGES = List.of(0, 2, 4, 7, 13, 16);

    /** A row of table 1: the kernel, the widened channels and the channels that leave the block. */
    private record Row(int kernel, int hidden, int out, boolean excited, Activation activation, int stride) {}

    private static final List<Row> ROWS = List.of(
            new Row(3, 16, 16, false, Activation.RELU, 1),
            new Row(3, 64, 24, false, Activation.RELU, 2),
            new Row(3, 72, 24, false, Activation.RELU, 1),
            new Row(5, 72, 40, true, Activation.RELU, 2),
            new Row(5, 120, 40, true, Activation.RELU, 1),
            new Row(5, 120, 40, true, Activation.RELU, 1),
            new Row(3, 240, 80, false, Activation.HARDSWISH, 2),
            new Row(3, 200, 80, false, Activation.HARDSWISH, 1),
            new Row(3, 184, 80, false, Activation.HARDSWISH, 1),
            new Row(3, 184, 80, false, Activation.HARDSWISH, 1),
            new Row(3, 480, 112, true, Activation.HARDSWISH, 1),
            new Row(3, 672, 112, true, Activation.HARDSWISH, 1),
            new Row(5, 672, 160, true, Activation.HARDSWISH, 2),
            new Row(5, 960, 160, true, Activation.HARDSWISH, 1),
            new Row(5, 960, 160, true, Activation.HARDSWISH, 1));
    private static final int FIRST_CHANNELS = 16;
    private static final int LAST_CHANNELS = 960;

    private final ParameterStore.Scope scope;
    private final FrozenBatchNorm.Options norms;
    private final TappedLayers layers;

    private MobileNetV3(ParameterStore.Scope scope, BackboneOptions options) {
        this.scope = scope;
        this.norms = options.norms();
        this.layers = new TappedLayers(options.tapped(STAGES));
    }

    static Body create(ParameterStore.Scope scope, BackboneOptions options) {
        MobileNetV3 network = new MobileNetV3(scope, options);
        network.addLayers();
        return network.layers.body();
    }

    private void addLayers() {
        addConvolution(Shape.dense(3, FIRST_CHANNELS, 3, 2));
        ROWS.stream().takeWhile(row -> !layers.complete()).forEach(this::addBlock);
        if (!layers.complete()) {
            addConvolution(Shape.dense(layers.lastChannels(), LAST_CHANNELS, 1, 1));
        }
    }

    private void addConvolution(Shape shape) {
        layers.add(convolution(scope.at(layers.size()), shape.then(Activation.HARDSWISH)), shape.out());
    }

    private void addBlock(Row row) {
        ParameterStore.Scope at = scope.at(layers.size()).at("block");
        int in = layers.lastChannels();
        List<Layer> path = new ArrayList<>();
        if (row.hidden() != in) {
            path.add(convolution(at.at(0), Shape.dense(in, row.hidden(), 1, 1).then(row.activation())));
        }
        Shape filter = Shape.depthwise(row.hidden(), row.kernel(), row.stride()).then(row.activation());
        path.add(convolution(at.at(path.size()), filter));
        if (row.excited()) {
            path.add(new SqueezeExcitation(at.at(path.size()), row.hidden(), divisible(row.hidden() / 4)));
        }
        path.add(convolution(at.at(path.size()), Shape.dense(row.hidden(), row.out(), 1, 1)));
        layers.add(new InvertedResidual(Layer.chain(path), row.stride() == 1 && in == row.out()), row.out());
    }

    private Layer convolution(ParameterStore.Scope at, Shape shape) {
        return new ConvNormActivation(at.at(0), at.at(1), shape, norms);
    }

    /** The nearest multiple of 8, not more than a tenth below. */
    private static int divisible(int channels) {
        int rounded = Math.max(8, (channels + 4) / 8 * 8);
        return rounded < 0.9 * channels ? rounded + 8 : rounded;
    }
}
