package org.huale.torch.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.huale.torch.nn.ParameterStore;

/** The running mean of the two betas over the iterations, the current one included. Its sums belong to the checkpoint. */
final class RunningFactors {
    private final Tensor sums; // [3]: of both betas and of the weights, each shrunk by memory at every iteration
    private final double memory;

    RunningFactors(double memory, ParameterStore state) {
        this.memory = memory;
        this.sums = state.at("factors").buffer("sums", 0, 3);
    }

    EmphasisFactors.Betas with(EmphasisFactors.Betas now) {
        Tensor classification = now.classification().detach();
        Tensor localization = now.localization().detach();
        Tensor ones = torch.ones_like(classification);
        sums.mul_(new Scalar(memory)).add_(torch.stack(new TensorVector(classification, localization, ones)));
        Tensor means = sums.div(sums.select(0, 2)); // a copy, which the next iteration does not change
        return new EmphasisFactors.Betas(means.select(0, 0), means.select(0, 1));
    }
}
