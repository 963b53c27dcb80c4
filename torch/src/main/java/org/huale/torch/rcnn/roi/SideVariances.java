package org.huale.torch.rcnn.roi;

import org.huale.torch.loss.VarianceAwareLoss;
import org.huale.torch.rcnn.rpn.BoxCoder;

/**
 * The variances of detections' sides.
 *
 * @param predicted {@code [4 R]} or {@code [R 4 (K + 1)]}, of offsets relative to the region and multiplied by the weight of
 *     the loss
 * @param classes K
 */
@SuppressWarnings("ArrayRecordComponent") // short-lived, never compared
public record SideVariances(float[] predicted, int classes) {

    /**
     * Relative to width (left, right) and height (top, bottom), squared, of the detections as predicted, before they are cut at the
     * border of the image.
     *
     * @param deltas {@code [R 4 (K + 1)]}
     * @param pairs of region and class, {@code region (K + 1) + class + 1}
     */
    public float[] of(float[] deltas, int[] pairs) {
        boolean perClass = predicted.length == deltas.length;
        float[] variances = new float[4 * pairs.length];
        for (int i = 0; i < pairs.length; i++) {
            int from = 4 * (perClass ? pairs[i] : pairs[i] / (classes + 1));
            double width = BoxCoder.REGIONS.growth(deltas[4 * pairs[i] + 2]) * VarianceAwareLoss.SIDE_WEIGHT;
            double height = BoxCoder.REGIONS.growth(deltas[4 * pairs[i] + 3]) * VarianceAwareLoss.SIDE_WEIGHT;
            for (int side = 0; side < 4; side++) {
                double unit = side % 2 == 0 ? width : height;
                variances[4 * i + side] = (float) (predicted[from + side] / (unit * unit));
            }
        }
        return variances;
    }
}
