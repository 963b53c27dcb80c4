package org.huale.torch.companion;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.huale.torch.memory.Tensors;

/**
 * Margin ranking: of N images (the last of an odd number is left out) image i is compared with image N - 1 - i, and the loss
 * is the mean over these pairs of {@code max(0, margin - s (p_i - p_j))}, with predictions p and s = 1 where i's target is
 * larger, else -1. Source: Yoo and Kweon, Learning Loss for Active Learning, CVPR 2019; that equal targets count as -1 is as
 * in the programs that followed.
 *
 * @param margin by which the right order is to be kept
 */
record RankingLoss(double margin) {

    /** How many pairs so many images make. */
    static int pairs(int images) {
        return images / 2;
    }

    /**
     * @param predicted [N], with a gradient, N at least 2
     * @param targets N numbers
     * @return scalar
     */
    Tensor of(Tensor predicted, double[] targets) {
        return signedDifferences(predicted, targets)
                .neg()
                .add(new Scalar(margin))
                .clamp_min(new Scalar(0.0))
                .mean();
    }

    /** The share of pairs that are predicted in the order of their targets. */
    static double accuracy(Tensor predicted, double[] targets) {
        int right = 0;
        float[] differences = Tensors.toFloats(signedDifferences(predicted, targets));
        for (float difference : differences) {
            right += difference > 0 ? 1 : 0;
        }
        return (double) right / differences.length;
    }

    private static Tensor signedDifferences(Tensor predicted, double[] targets) {
        int pairs = pairs(targets.length);
        float[] signs = new float[pairs];
        for (int i = 0; i < pairs; i++) {
            signs[i] = targets[i] > targets[2 * pairs - 1 - i] ? 1 : -1;
        }
        Tensor first = predicted.narrow(0, 0, pairs);
        Tensor second = predicted.narrow(0, pairs, pairs).flip(0);
        return first.sub(second).mul(Tensors.onDevice(Tensors.of(signs, pairs), predicted.device()));
    }
}
