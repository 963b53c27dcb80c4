package org.huale.torch;

import org.huale.torch.rcnn.FasterRcnnOptions;
import org.huale.torch.train.TrainingOptions;

/**
 * What a training is made from, besides data and first weights. Together with those it decides every bit of the result.
 *
 * @param seed of the run; all randomness follows from it
 * @param device {@code cpu}, {@code cuda} or {@code cuda:n}
 * @param threads that compute one operation; the last bits of sums depend on it
 * @param detector the network and its options
 * @param training how it is trained
 */
public record TrainingConfig(
        long seed, String device, int threads, FasterRcnnOptions detector, TrainingOptions training) {

    public TrainingConfig {
        if (!device.matches("cpu|cuda(:\\d{1,2})?")) {
            throw new IllegalArgumentException("device must be cpu, cuda or cuda:n, got " + device);
        }
        if (threads < 1 || threads > 1024) {
            throw new IllegalArgumentException("threads must be in [1, 1024], got " + threads);
        }
        if (device.equals("cpu") && training.precision() == TrainingOptions.Precision.BF16) {
            throw new IllegalArgumentException("precision bf16 is for CUDA; on the CPU it is slower than fp32");
        }
    }

    /** Seed 0 on the CPU with all processors. */
    public static TrainingConfig defaults(FasterRcnnOptions detector) {
        return new TrainingConfig(0, "cpu", TorchEnvironment.defaultThreads(), detector, TrainingOptions.defaults());
    }
}
