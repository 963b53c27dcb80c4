package org.huale.torch.nn;

import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.huale.torch.nn.graph.LayerGraph;

/**
 * A convolution without bias, a frozen batch norm and an activation, as one convolution: the norm's scale goes into the
 * weight and its shift becomes the bias. While the weight trains, the product is part of the recorded graph; otherwise it
 * is kept until the weight changes. The norm may have an affine part that trains.
 */
final class ConvNormActivation implements Layer {
    private final Tensor weight;
    private final FrozenBatchNorm norm;
    private final Derived folded;
    private final Shape shape;

    /** What a layer looks like; {@code same} asks for TensorFlow's padding. */
    record Shape(int in, int out, Conv2d.Geometry geometry, Activation activation, boolean same) {

        /** Keeps the size at stride 1; every channel sees every channel. */
        static Shape dense(int in, int out, int kernel, int stride) {
            return new Shape(in, out, Conv2d.Geometry.centred(kernel, stride), Activation.NONE, false);
        }

        /** Keeps the size at stride 1; every channel sees itself. */
        static Shape depthwise(int channels, int kernel, int stride) {
            Conv2d.Geometry geometry = new Conv2d.Geometry(kernel, stride, (kernel - 1) / 2, channels);
            return new Shape(channels, channels, geometry, Activation.NONE, false);
        }

        Shape then(Activation next) {
            return new Shape(in, out, geometry, next, same);
        }

        Shape paddedAs(BackboneOptions.Padding padding) {
            return new Shape(in, out, geometry, activation, padding == BackboneOptions.Padding.SAME);
        }
    }

    ConvNormActivation(ParameterStore.Scope conv, ParameterStore.Scope bn, Shape shape, FrozenBatchNorm.Options norms) {
        int kernel = shape.geometry().kernel();
        int fanIn = shape.in() / shape.geometry().groups();
        this.shape = shape;
        weight = conv.parameter("weight", Initializer.heNormalFanOut(), shape.out(), fanIn, kernel, kernel);
        norm = new FrozenBatchNorm(bn, shape.out(), norms);
        folded = norm.foldedInto(weight);
    }

    @Override
    public Tensor of(Tensor input) {
        boolean uneven = isPaddedUnevenly();
        Tensor padded = uneven ? paddedSame(input) : input;
        Conv2d.Geometry geometry = uneven ? shape.geometry().unpadded() : shape.geometry();
        if (norm.isCalibrating()) {
            norm.measure(Conv2d.of(padded, weight, null, geometry));
        }
        return shape.activation().inPlace(Conv2d.of(padded, effective(), norm.shift(), geometry));
    }

    @Override
    public <V> V drawn(LayerGraph<V> graph, V input) {
        Conv2d convolution = new Conv2d(effective(), norm.shift(), shape.geometry());
        return shape.activation().drawn(graph, Conv2d.drawn(graph, input, convolution, isPaddedUnevenly()));
    }

    private boolean isPaddedUnevenly() {
        return shape.same() && shape.geometry().stride() > 1;
    }

    private Tensor effective() {
        return weight.requires_grad() && GradMode.is_enabled() ? weight.mul(norm.scale()) : folded.get();
    }

    /** TensorFlow's SAME: as many zeros as the last window needs, the smaller half before, the larger after. */
    private Tensor paddedSame(Tensor input) {
        long across = zeros(input.size(3));
        long down = zeros(input.size(2));
        return torch.constant_pad_nd(
                input, across / 2, across - across / 2, down / 2, down - down / 2); // left, right, top, bottom
    }

    private long zeros(long size) {
        int stride = shape.geometry().stride();
        long last = (size - 1) / stride * stride; // where the last window begins, without padding
        return Math.max(0, last + shape.geometry().kernel() - size);
    }
}
