package org.huale.torch.rcnn;

import org.huale.torch.loss.AnchorSample;
import org.huale.torch.loss.ImageLosses;
import org.huale.torch.loss.LossInputs;
import org.huale.torch.nn.Pyramid;

/**
 * What a detector made of a batch in training.
 *
 * @param inputs of its loss
 * @param anchors the sample that the proposals' part of the loss is computed on
 * @param regionsPerImage how many of the sampled regions are each image's
 * @param pyramid the feature maps, with gradients towards the backbone
 */
@SuppressWarnings("ArrayRecordComponent") // counted once, read once
public record TrainingPass(LossInputs inputs, AnchorSample anchors, int[] regionsPerImage, Pyramid pyramid) {

    /** The loss of each image by itself, without gradient. */
    public double[] imageLosses(ImageLosses losses) {
        return losses.of(inputs.regions(), regionsPerImage, anchors);
    }
}
