package org.huale.torch.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * How much the loss of one branch is emphasised by how well the other does: beta = exp(-max(L, 0)), in (0, 1]. Source:
 * Nguyen et al., IEEE BigData 2023, who leave beta open; Wang and Zhang, ICCV 2021, whose losses of single regions it is
 * taken from.
 *
 * @param detach whether no gradient passes through beta. With gradient the derivative of the whole by one branch's loss l
 *     is 1 + exp(-L) - L exp(-l), L the other's: below zero, which makes l worse, where L is large
 */
record EmphasisFactors(boolean detach) {

    /** exp(-max(loss, 0)) of each number. */
    Tensor beta(Tensor loss) {
        Tensor seen = detach ? loss.detach() : loss;
        return seen.clamp_min(new Scalar(0.0)).neg().exp();
    }

    /**
     * The betas of a batch, scalars.
     *
     * @param classification of the classification loss, from the loss of localization
     * @param localization of the localization loss, from the loss of classification
     */
    record Betas(Tensor classification, Tensor localization) {}

    /** Without an object in the batch localization says nothing, and classification is not emphasised. */
    Betas ofBatch(Tensor classification, Tensor localization, boolean objects) {
        Tensor fromLocalization = beta(localization);
        return new Betas(
                objects
                        ? fromLocalization
                        : fromLocalization.mul(new Scalar(0.0)).detach(),
                beta(classification));
    }
}
