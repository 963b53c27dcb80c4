package org.huale.torch.nn;

import java.util.ArrayList;
import java.util.List;
import org.huale.torch.nn.ConvNormActivation.Shape;

/**
 * EfficientNet-Lite0: EfficientNet-B0 without squeeze-excitation and with ReLU6, in the form and under the names of the Python
 * package {@code efficientnet-lite-pytorch} 0.1.0. Source: Tan and Le, EfficientNet: Rethinking Model Scaling for
 * Convolutional Neural Networks, ICML 2019, table 1. Its published weights come from TensorFlow: they want {@link
 * BackboneOptions.Padding#SAME} and 1e-3 added to the variances.
 */
final class EfficientNetLite {
    /** Positions of the layers where a stage begins, one for each stride; the last layer is a stage of its own. */
    static final List<Integer> STAGES = List.of(0, 2, 4, 6, 12, 17);

    private static final int[][] SETTINGS = { // expansion, channels, repeats, stride of the first, kernel
        {1, 16, 1, 1, 3},
        {6, 24, 2, 2, 3},
        {6, 40, 2, 2, 5},
        {6, 80, 3, 2, 3},
        {6, 112, 3, 1, 5},
        {6, 192, 4, 2, 5},
        {6, 320, 1, 1, 3}
    };
    private static final String BLOCKS = "_blocks";
    private static final int FIRST_CHANNELS = 32;
    private static final int LAST_CHANNELS = 1280;

    private final ParameterStore.Scope scope;
    private final BackboneOptions options;
    private final TappedLayers layers;

    private EfficientNetLite(ParameterStore.Scope scope, BackboneOptions options) {
        this.scope = scope;
        this.options = options;
        this.layers = new TappedLayers(options.tapped(STAGES));
    }

    static Body create(ParameterStore.Scope scope, BackboneOptions options) {
        EfficientNetLite network = new EfficientNetLite(scope, options);
        network.addLayers();
        return network.layers.body();
    }

    /** @param name of a tensor: _conv_stem.weight, _blocks.3._bn1.bias, _conv_head.weight */
    static int layer(String name) {
        String[] parts = name.split("\\.", 3);
        if (parts[0].equals(BLOCKS)) {
            return 1 + Integer.parseInt(parts[1]);
        }
        return parts[0].equals("_conv_stem") || parts[0].equals("_bn0") ? 0 : STAGES.get(STAGES.size() - 1);
    }

    private void addLayers() {
        addConvolution("_conv_stem", "_bn0", Shape.dense(3, FIRST_CHANNELS, 3, 2));
        for (int[] setting : SETTINGS) {
            for (int i = 0; i < setting[2] && !layers.complete(); i++) {
                addBlock(setting, i == 0 ? setting[3] : 1);
            }
        }
        if (!layers.complete()) {
            addConvolution("_conv_head", "_bn1", Shape.dense(layers.lastChannels(), LAST_CHANNELS, 1, 1));
        }
    }

    private void addConvolution(String conv, String norm, Shape shape) {
        layers.add(convolution(scope.at(conv), scope.at(norm), shape.then(Activation.RELU6)), shape.out());
    }

    private void addBlock(int[] setting, int stride) {
        ParameterStore.Scope at = scope.at(BLOCKS).at(layers.size() - 1);
        int in = layers.lastChannels();
        int out = setting[1];
        int hidden = in * setting[0];
        List<Layer> path = new ArrayList<>();
        if (hidden != in) {
            Shape widening = Shape.dense(in, hidden, 1, 1).then(Activation.RELU6);
            path.add(convolution(at.at("_expand_conv"), at.at("_bn0"), widening));
        }
        Shape filter = Shape.depthwise(hidden, setting[4], stride).then(Activation.RELU6);
        path.add(convolution(at.at("_depthwise_conv"), at.at("_bn1"), filter));
        path.add(convolution(at.at("_project_conv"), at.at("_bn2"), Shape.dense(hidden, out, 1, 1)));
        layers.add(new InvertedResidual(Layer.chain(path), stride == 1 && in == out), out);
    }

    private Layer convolution(ParameterStore.Scope conv, ParameterStore.Scope norm, Shape shape) {
        return new ConvNormActivation(conv, norm, shape.paddedAs(options.padding()), options.norms());
    }
}
