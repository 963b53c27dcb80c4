package org.huale.torch.rcnn.roi;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.huale.torch.loss.VarianceAwareLoss;
import org.huale.torch.nn.Initializer;
import org.huale.torch.nn.Linear;
import org.huale.torch.nn.ParameterStore;
import org.jspecify.annotations.Nullable;

/** Two fully connected layers over a pooled region and, on top of them, the predictors of class, box and, where
 * asked for, variance. */
final class BoxHead {
    private static final String VARIANCES = "box_predictor.bbox_log_variance";

    private final Linear first;
    private final Linear second;
    private final Linear logits;
    private final Linear deltas;
    private final @Nullable Linear logVariances;

    BoxHead(ParameterStore.Scope scope, Sizes sizes, RoiOptions options) {
        RoiOptions.LocalizationVariance variance = options.localizationVariance();
        boolean perClass = options.boxRegression() == RoiOptions.BoxRegression.PER_CLASS;
        first = Linear.overMap(scope.at("box_head.fc6"), sizes.channels(), sizes.pooled(), sizes.representation());
        second = Linear.create(scope.at("box_head.fc7"), sizes.representation(), sizes.representation());
        logits = Linear.create(scope.at("box_predictor.cls_score"), sizes.representation(), sizes.classes() + 1);
        deltas = Linear.create(
                scope.at("box_predictor.bbox_pred"), sizes.representation(), sides(perClass, sizes.classes()));
        logVariances = variance == RoiOptions.LocalizationVariance.NONE
                ? null
                : unsure(
                        scope.at(VARIANCES),
                        sizes.representation(),
                        sides(variance == RoiOptions.LocalizationVariance.PER_CLASS, sizes.classes()));
    }

    /** A layer that begins by calling every variance 1 (He et al., CVPR 2019). */
    private static Linear unsure(ParameterStore.Scope scope, long in, long out) {
        return Linear.create(scope, Initializer.normal(1e-4), in, out);
    }

    private static long sides(boolean perClass, int classes) {
        return perClass ? 4L * (classes + 1) : 4;
    }

    /** Channels and side of a pooled region, width of the layers, K. */
    record Sizes(int channels, int pooled, int representation, int classes) {}

    /** [R, H, W, C] regions to their predictions. */
    RegionPredictions of(Tensor pooled) {
        Tensor flat = pooled.flatten(1, 3); // also of no regions, where reshape cannot tell the size
        Tensor hidden = first.of(flat).relu_();
        Tensor features = second.of(hidden).relu_();
        return new RegionPredictions(
                logits.of(features).to(torch.ScalarType.Float),
                deltas.of(features).to(torch.ScalarType.Float),
                logVariances == null ? null : logVariances(logVariances, features),
                features);
    }

    private static Tensor logVariances(Linear layer, Tensor features) {
        return layer.of(features)
                .to(torch.ScalarType.Float)
                .clamp_min(new Scalar(-VarianceAwareLoss.MOST))
                .clamp_max(new Scalar(VarianceAwareLoss.MOST));
    }
}
