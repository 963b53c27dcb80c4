package org.huale.torch.rcnn.rpn;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.huale.torch.nn.Conv2d;
import org.huale.torch.nn.Conv2d.Channels;
import org.huale.torch.nn.Conv2d.Geometry;
import org.huale.torch.nn.Initializer;
import org.huale.torch.nn.ParameterStore;

/** The convolutions that score and shift anchors; the same on every level. */
final class RpnHead {
    private final Conv2d shared;
    private final Conv2d logits;
    private final Conv2d deltas;

    RpnHead(ParameterStore.Scope scope, int channels, int anchorsPerCell) {
        Initializer initializer = Initializer.normal(0.01);
        shared = Conv2d.create(
                scope.at("conv.0.0"), initializer, new Channels(channels, channels), Geometry.centred(3, 1));
        logits = Conv2d.create(
                scope.at("cls_logits"), initializer, new Channels(channels, anchorsPerCell), Geometry.centred(1, 1));
        deltas = Conv2d.create(
                scope.at("bbox_pred"), initializer, new Channels(channels, 4 * anchorsPerCell), Geometry.centred(1, 1));
    }

    /** The two predictors as one convolution of 5 A channels: logits first, then four deltas an anchor. */
    Conv2d predictor() {
        Tensor weight = torch.cat(new TensorVector(logits.weight(), deltas.weight()), 0);
        Tensor bias = torch.cat(new TensorVector(logits.bias(), deltas.bias()), 0);
        return new Conv2d(weight, bias, logits.geometry());
    }

    /** [B, C, H, W] to [B, H W, 5 A]. */
    Tensor of(Tensor map, Conv2d predictor) {
        Tensor predicted = predictor.of(shared.of(map).relu_());
        return predicted.permute(0, 2, 3, 1).reshape(predicted.size(0), -1, predicted.size(1));
    }
}
