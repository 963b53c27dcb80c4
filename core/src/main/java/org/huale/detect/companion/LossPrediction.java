package org.huale.detect.companion;

import org.huale.config.Mode;
import org.huale.detect.Companion;

/**
 * The loss prediction module: the mean of each level of the feature pyramid goes through a layer with ReLU, all of them
 * together through one more to a number that is to rank images as their losses do. Source: Yoo and Kweon, Learning Loss for
 * Active Learning, CVPR 2019.
 *
 * @param mode {@code faithful}: the first four levels of the pyramid, the mean over the padded map, a target with other box
 *     losses than the detector's (L1 for proposals, smooth L1 that turns at 1 for regions), SGD; {@code fixed}: all levels,
 *     the mean over the image's own part of the map, the detector's four losses for each image as target, AdamW
 * @param weight of the ranking loss beside the detector's, while its gradient reaches the detector
 * @param margin of the ranking loss
 * @param detachAt share of the training after which no gradient reaches the detector any more, in [0, 1]; 0 for never any,
 *     which leaves the detector as it is without the module, bit for bit
 * @param hidden width of each level's layer
 * @param learningRate before the factor of the detector's schedule
 */
public record LossPrediction(Mode mode, double weight, double margin, double detachAt, int hidden, double learningRate)
        implements Companion {
    /** Of each image, one number: the larger, the larger its loss is thought to be. */
    public static final String VECTOR = "predicted-loss";

    @Override
    public String name() {
        return "loss-prediction";
    }
}
