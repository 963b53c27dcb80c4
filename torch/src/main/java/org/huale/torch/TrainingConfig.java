package org.huale.torch;

import java.util.Optional;
import org.huale.detect.provider.DetectorSource;
import org.huale.problem.HualeException;
import org.huale.torch.environment.TorchDevice;
import org.huale.torch.environment.TorchEnvironment;
import org.huale.torch.rcnn.FasterRcnnOptions;
import org.huale.torch.rcnn.roi.RoiOptions.LocalizationVariance;
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
    /** The key that says whether the detector predicts variances. */
    public static final String VARIANCE_KEY = "detector.roi.localizationVariance";

    public TrainingConfig {
        if (!TorchDevice.isName(device)) {
            throw new IllegalArgumentException("device must be cpu, cuda or cuda:n, got " + device);
        }
        new DetectorSource.Place(device, threads); // refuses what is out of range
    }

    /** Seed 0 on the CPU with all processors. */
    public static TrainingConfig defaults(FasterRcnnOptions detector) {
        return new TrainingConfig(
                0, "cpu", DetectorSource.Place.defaultThreads(), detector, TrainingOptions.defaults());
    }

    /** On another device. */
    public TrainingConfig onDevice(String changed) {
        return new TrainingConfig(seed, changed, threads, detector, training);
    }

    /** With another detector. */
    public TrainingConfig withDetector(FasterRcnnOptions changed) {
        return new TrainingConfig(seed, device, threads, changed, training);
    }

    /** Trained in another way. */
    public TrainingConfig withTraining(TrainingOptions changed) {
        return new TrainingConfig(seed, device, threads, detector, changed);
    }

    /** With the class-agnostic variance head where the loss needs one and the detector has none. */
    public TrainingConfig withNeededVarianceHead() {
        requireStagesWithoutVariance();
        return lacksVarianceHead()
                ? withDetector(
                        detector.withRoi(detector.roi().withLocalizationVariance(LocalizationVariance.CLASS_AGNOSTIC)))
                : this;
    }

    /** Whether it computes in bfloat16 where that takes longer than float32. */
    boolean slowPrecision() {
        return training.precision() == TrainingOptions.Precision.BF16
                && !TorchDevice.isGpu(device)
                && TorchEnvironment.cpuLacksBfloat16();
    }

    /** What to say where processes that are all on one machine compute in more threads than it has processors; empty elsewhere. */
    Optional<String> crowd(int processors) {
        int processes = training.processes();
        if (processes == 1 || TorchDevice.isGpu(device) || processes * threads <= processors) {
            return Optional.empty();
        }
        String enough = processes > processors
                ? "training.processes=" + processors + " at most, each with threads=1"
                : "threads=" + processors / processes;
        return Optional.of(
                processes + " processes with threads=" + threads + " each slow each other down (processors of"
                        + " this machine: " + processors + "); begin with " + enough);
    }

    void requireVarianceHead() {
        requireStagesWithoutVariance();
        if (lacksVarianceHead()) {
            throw new HualeException(
                    "training.loss.variance.enabled is true, which needs the detector to predict variances," + " but "
                            + VARIANCE_KEY + " is none; leave it out, or make it class-agnostic or per-class");
        }
    }

    private void requireStagesWithoutVariance() {
        if (lacksVarianceHead() && detector.roi().stages() > 1) {
            throw new HualeException(
                    "training.loss.variance.enabled is true, which needs the detector to predict variances, but the"
                            + " stages of detector.roi.cascade "
                            + detector.roi().cascade()
                            + " predict none; take a loss without variances, such as factors-eiou, or one stage");
        }
    }

    private boolean lacksVarianceHead() {
        return training.loss().usesVariance() && detector.roi().localizationVariance() == LocalizationVariance.NONE;
    }
}
