package org.huale.torch.companion;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.huale.torch.nn.Initializer;
import org.huale.torch.nn.ParameterStore;

/** Batch norm that learns, unlike a detector's. */
record BatchNorm(Tensor weight, Tensor bias, Tensor runningMean, Tensor runningVariance) {
    private static final double MOMENTUM = 0.1; // PyTorch's
    private static final double EPSILON = 1e-5;

    /** Where the mean and the variance come from. */
    enum Statistics {
        /** Of the batch, which also moves the running ones. */
        LEARNED,
        /** Of the batch, of which nothing is kept. */
        OF_BATCH,
        RUNNING
    }

    static BatchNorm create(ParameterStore.Scope scope, int channels) {
        return new BatchNorm(
                scope.parameter("weight", Initializer.constant(1), channels),
                scope.parameter("bias", Initializer.constant(0), channels),
                scope.buffer("running_mean", 0, channels),
                scope.buffer("running_var", 1, channels));
    }

    Tensor of(Tensor input, Statistics statistics) {
        boolean kept = statistics != Statistics.OF_BATCH;
        return torch.batch_norm(
                input,
                new TensorOptional(weight),
                new TensorOptional(bias),
                kept ? new TensorOptional(runningMean) : new TensorOptional(),
                kept ? new TensorOptional(runningVariance) : new TensorOptional(),
                statistics != Statistics.RUNNING,
                MOMENTUM,
                EPSILON,
                false);
    }
}
