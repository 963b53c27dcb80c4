package org.huale.torch.loss;

import org.bytedeco.pytorch.Tensor;
import org.huale.torch.ops.BoxLosses;
import org.huale.torch.ops.CrossEntropy;

/**
 * The four terms of a Faster R-CNN's loss over a batch, scalars with gradients, named in torchvision
 * {@code loss_classifier}, {@code loss_box_reg}, {@code loss_objectness}, {@code loss_rpn_box_reg}.
 */
public record DetectionLosses(
        Tensor classification, Tensor boxRegression, Tensor objectness, Tensor proposalRegression) {

    /** Cross entropy over all sampled regions and smooth L1 over those that show an object; 0 where there are none. */
    public static DetectionLosses of(LossInputs inputs) {
        LossInputs.Regions regions = inputs.regions();
        LossInputs.Positives positives = regions.positives();
        Tensor entropy = CrossEntropy.sum(regions.logits(), regions.labels());
        return new DetectionLosses(
                inputs.whole().perRegion(entropy),
                inputs.whole().perRegion(BoxLosses.smoothL1Sum(positives.deltas(), positives.targets())),
                inputs.anchors().objectness(),
                inputs.anchors().regression());
    }

    /** The sum that training minimises. */
    public Tensor total() {
        return classification.add(boxRegression).add(objectness).add(proposalRegression);
    }
}
