package org.huale.torch.rcnn;

import org.bytedeco.pytorch.Tensor;

/**
 * What the box head says of every region.
 *
 * @param logits [R, K + 1], background first
 * @param deltas [R, 4 (K + 1)], four for each class, background's unused
 * @param features [R, D], input of the predictors
 */
record RegionPredictions(Tensor logits, Tensor deltas, Tensor features) {}
