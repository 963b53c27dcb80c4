package org.huale.torch.rcnn.roi;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What the box head says of every region.
 *
 * @param logits [R, K + 1], background first
 * @param deltas [R, 4 (K + 1)], four for each class, background's unused; or [R, 4] where the classes share them
 * @param logVariances [R, 4] or [R, 4 (K + 1)] of left, top, right and bottom, in [-7, 7]; null without a variance head
 * @param features [R, D], input of the predictors
 */
record RegionPredictions(
        Tensor logits, Tensor deltas, @Nullable Tensor logVariances, Tensor features) {}
