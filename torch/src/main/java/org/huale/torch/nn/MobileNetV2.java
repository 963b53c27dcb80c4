package org.huale.torch.nn;

import java.util.ArrayList;
import java.util.List;
import org.huale.torch.nn.ConvNormActivation.Shape;

/**
 * MobileNetV2 at width 1. Source: Sandler et al., MobileNetV2: Inverted Residuals and Linear Bottlenecks, CVPR 2018, table
 * 2, in torchvision's form.
 */
final class MobileNetV2 {
    /** Positions of the layers where a stage begins; the last layer is a stage of its own. */
    static final List<Integer> STAGES = List.of(0, 2, 4, 7, 14, 18);

    private static final int[][] SETTINGS = { // expansion, channels, repeats, stride of the first
        {1, 16, 1, 1}, {6, 24, 2, 2}, {6, 32, 3, 2}, {6, 64, 4, 2}, {6, 96, 3, 1}, {6, 160, 3, 2}, {6, 320, 1, 1}
    };
    private static final int FIRST_CHANNELS = 32;
    private static final int LAST_CHANNELS = 1280;

    private final ParameterStore.Scope scope;
    private final BackboneOptions options;
    private final TappedLayers layers;

    private MobileNetV2(ParameterStore.Scope scope, BackboneOptions options) {
        this.scope = scope;
        this.options = options;
        this.layers = new TappedLayers(options.tapped(STAGES));
    }

    static Body create(ParameterStore.Scope scope, BackboneOptions options) {
        MobileNetV2 network = new MobileNetV2(scope, options);
        network.addLayers();
        return network.layers.body();
    }

    private void addLayers() {
        addConvolution(Shape.dense(3, FIRST_CHANNELS, 3, 2));
        for (int[] setting : SETTINGS) {
            for (int i = 0; i < setting[2] && !layers.complete(); i++) {
                addBlock(setting[0], setting[1], i == 0 ? setting[3] : 1);
            }
        }
        if (!layers.complete()) {
            addConvolution(Shape.dense(layers.lastChannels(), LAST_CHANNELS, 1, 1));
        }
    }

    private void addConvolution(Shape shape) {
        ParameterStore.Scope at = scope.at(layers.size());
        layers.add(convolution(at.at(0), at.at(1), shape.then(Activation.RELU6)), shape.out());
    }

    private void addBlock(int expansion, int out, int stride) {
        ParameterStore.Scope at = scope.at(layers.size()).at("conv");
        int in = layers.lastChannels();
        int hidden = in * expansion;
        List<Layer> path = new ArrayList<>();
        if (expansion != 1) {
            path.add(inner(at.at(0), Shape.dense(in, hidden, 1, 1)));
        }
        path.add(inner(at.at(path.size()), Shape.depthwise(hidden, 3, stride)));
        path.add(convolution(at.at(path.size()), at.at(path.size() + 1), Shape.dense(hidden, out, 1, 1)));
        layers.add(new InvertedResidual(Layer.chain(path), stride == 1 && in == out), out);
    }

    private Layer inner(ParameterStore.Scope at, Shape shape) {
        return convolution(at.at(0), at.at(1), shape.then(Activation.RELU6));
    }

    private Layer convolution(ParameterStore.Scope conv, ParameterStore.Scope norm, Shape shape) {
        return new ConvNormActivation(conv, norm, shape.paddedAs(options.padding()), options.norms());
    }
}
