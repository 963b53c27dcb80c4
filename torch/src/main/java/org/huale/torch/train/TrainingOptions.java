package org.huale.torch.train;

import org.huale.dataset.Annotation;
import org.huale.torch.loss.LossOptions;

/**
 * Everything that decides how a detector is trained, besides the detector itself, the data and the seed.
 *
 * @param epochs passes over the training set
 * @param iterations ends earlier, after so many optimizer steps; 0 for no such bound
 * @param batchSize images an iteration
 * @param sgd the optimizer's numbers; for AdamW the momentum is beta 1 and the weight decay decoupled
 * @param schedule of its learning rate
 * @param clipNorm gradients longer than this, over all parameters, are shortened to it; 0 for never
 * @param images which images and objects are learned from, and in what company
 * @param augmentation how images are varied
 * @param loader how images are read ahead
 * @param saving when checkpoints are written
 * @param validation when and by what the detector is judged on the way
 * @param precision of the forward pass
 * @param loss what is made small
 * @param optimizer the rule that moves the weights
 */
public record TrainingOptions(
        int epochs,
        int iterations,
        int batchSize,
        Sgd.Options sgd,
        LearningRateSchedule.Options schedule,
        double clipNorm,
        Images images,
        Augmentation augmentation,
        Loader loader,
        Saving saving,
        ValidationOptions validation,
        Precision precision,
        LossOptions loss,
        Optimizer.Kind optimizer) {

    /** Number format of the forward pass. */
    public enum Precision {
        FP32,
        /** Convolutions and matrix products in bfloat16, parameters and losses in fp32; CUDA only. */
        BF16
    }

    /**
     * @param groupByAspectRatio upright and lying images in batches of their own
     * @param difficult also objects that VOC marks as difficult; crowds never
     * @param withoutObjects also images with nothing to find, which teach what background is
     */
    public record Images(boolean groupByAspectRatio, boolean difficult, boolean withoutObjects) {
        public static Images defaults() {
            return new Images(true, false, true);
        }

        /** Whether an object is trained on. */
        public boolean learns(Annotation annotation) {
            return !annotation.crowd() && (difficult || !annotation.difficult());
        }
    }

    /**
     * @param threads that decode and prepare images; 0 for one less than the processors, at least 1
     * @param batchesAhead batches made while one is learned from
     * @param cacheMegabytes decoded images are kept until this is full; 0 for none
     * @param featureMegabytes what the stages of the backbone that do not train make of an image is kept until this is full,
     *     instead of computed in each epoch; 0 computes it batch by batch. Needs an augmentation that only mirrors
     */
    public record Loader(int threads, int batchesAhead, int cacheMegabytes, int featureMegabytes) {
        public Loader {
            requireRange("loader threads", threads, 0, 256);
            requireRange("batches ahead", batchesAhead, 0, 64);
            requireRange("cache megabytes", cacheMegabytes, 0, 1 << 20);
            requireRange("feature megabytes", featureMegabytes, 0, 1 << 20);
        }

        public static Loader defaults() {
            return new Loader(0, 2, 0, 0);
        }

        /** Threads after 0 has been replaced by what this machine suggests. */
        public int usedThreads() {
            return threads > 0 ? threads : Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        }
    }

    /**
     * @param everyEpochs a checkpoint after every so many epochs; 0 for none
     * @param everyIterations and after every so many iterations; 0 for none
     */
    public record Saving(int everyEpochs, int everyIterations) {
        public Saving {
            requireRange("every epochs", everyEpochs, 0, Integer.MAX_VALUE);
            requireRange("every iterations", everyIterations, 0, Integer.MAX_VALUE);
        }

        public static Saving defaults() {
            return new Saving(1, 0);
        }
    }

    /**
     * @param everyEpochs the detector is judged after every so many epochs, and after the last; 0 for never
     * @param metric the figure, of which more is better, that chooses the best weights
     */
    public record ValidationOptions(int everyEpochs, String metric) {
        public ValidationOptions {
            requireRange("every epochs", everyEpochs, 0, Integer.MAX_VALUE);
            if (metric.isBlank()) {
                throw new IllegalArgumentException("metric must name a figure of the evaluation");
            }
        }

        public static ValidationOptions defaults() {
            return new ValidationOptions(1, "AP50");
        }
    }

    public TrainingOptions {
        requireRange("epochs", epochs, 1, 1_000_000);
        requireRange("iterations", iterations, 0, Integer.MAX_VALUE);
        requireRange("batch size", batchSize, 1, 4096);
        if (!(clipNorm >= 0 && clipNorm < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("clip norm must be finite and at least 0, got " + clipNorm);
        }
        if (loader.featureMegabytes() > 0 && !augmentation.onlyMirrors()) {
            throw new IllegalArgumentException("loader.featureMegabytes must be 0 where the augmentation does more than"
                    + " mirror, got " + loader.featureMegabytes());
        }
    }

    public static TrainingOptions defaults() {
        return new TrainingOptions(
                12,
                0,
                2,
                Sgd.Options.defaults(),
                LearningRateSchedule.Options.defaults(),
                0,
                Images.defaults(),
                Augmentation.defaults(),
                Loader.defaults(),
                Saving.defaults(),
                ValidationOptions.defaults(),
                Precision.FP32,
                LossOptions.standard(),
                Optimizer.Kind.SGD);
    }

    public TrainingOptions withBatchSize(int size) {
        return new TrainingOptions(
                epochs,
                iterations,
                size,
                sgd,
                schedule,
                clipNorm,
                images,
                augmentation,
                loader,
                saving,
                validation,
                precision,
                loss,
                optimizer);
    }

    /** Optimizer steps over a training set that gives so many batches an epoch. */
    public long totalIterations(long batchesPerEpoch) {
        long all = batchesPerEpoch * epochs;
        return iterations == 0 ? all : Math.min(all, iterations);
    }

    private static void requireRange(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be in [" + least + ", " + most + "], got " + value);
        }
    }
}
