package org.huale.torch.rcnn;

import org.bytedeco.pytorch.Tensor;

/**
 * The four terms of a Faster R-CNN's loss over a batch, scalars with gradients, named in torchvision
 * {@code loss_classifier}, {@code loss_box_reg}, {@code loss_objectness}, {@code loss_rpn_box_reg}.
 */
public record DetectionLosses(
        Tensor classification, Tensor boxRegression, Tensor objectness, Tensor proposalRegression) {

    /** The sum that training minimises. */
    public Tensor total() {
        return classification.add(boxRegression).add(objectness).add(proposalRegression);
    }
}
