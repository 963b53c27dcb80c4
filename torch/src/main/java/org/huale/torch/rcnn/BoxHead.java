package org.huale.torch.rcnn;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.huale.torch.nn.Initializer;
import org.huale.torch.nn.Linear;
import org.huale.torch.nn.ParameterStore;

/** Two fully connected layers over a pooled region and, on top of them, the predictors of class and box. */
final class BoxHead {
    private final Tensor firstWeight; // [out, C, H, W] in channels-last memory: [out, H W C] without copying
    private final Tensor firstBias;
    private final Linear second;
    private final Linear logits;
    private final Linear deltas;

    BoxHead(ParameterStore.Scope scope, Sizes sizes) {
        long in = (long) sizes.channels() * sizes.pooled() * sizes.pooled();
        ParameterStore.Scope first = scope.at("box_head.fc6");
        firstWeight = first.flattenedParameter(
                "weight",
                Initializer.defaultUniform(in),
                sizes.representation(),
                sizes.channels(),
                sizes.pooled(),
                sizes.pooled());
        firstBias = first.parameter("bias", Initializer.defaultUniform(in), sizes.representation());
        second = Linear.create(scope.at("box_head.fc7"), sizes.representation(), sizes.representation());
        logits = Linear.create(scope.at("box_predictor.cls_score"), sizes.representation(), sizes.classes() + 1);
        deltas = Linear.create(scope.at("box_predictor.bbox_pred"), sizes.representation(), 4L * (sizes.classes() + 1));
    }

    /** Channels and side of a pooled region, width of the layers, K. */
    record Sizes(int channels, int pooled, int representation, int classes) {}

    /** [R, H, W, C] regions to their predictions. */
    RegionPredictions of(Tensor pooled) {
        Tensor flat = pooled.flatten(1, 3); // also of no regions, where reshape cannot tell the size
        Tensor weight = firstWeight.permute(0, 2, 3, 1).reshape(firstWeight.size(0), -1);
        Tensor hidden =
                torch.linear(flat, weight, new TensorOptional(firstBias)).relu_();
        Tensor features = second.of(hidden).relu_();
        return new RegionPredictions(
                logits.of(features).to(torch.ScalarType.Float),
                deltas.of(features).to(torch.ScalarType.Float),
                features);
    }
}
