package org.huale.torch.train;

import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Device;
import org.huale.config.PresetName;
import org.huale.dataset.Annotation;
import org.huale.detect.pool.ReadAhead;
import org.huale.detect.provider.TrainingRecipe;
import org.huale.image.ImageReader;
import org.huale.torch.augment.Augmentation;
import org.huale.torch.loss.LossOptions;
import org.huale.torch.ops.Autocast;
import org.huale.torch.parallel.ExchangeOptions;
import org.huale.torch.train.optimize.LearningRateSchedule;
import org.huale.torch.train.optimize.Optimizer;
import org.huale.torch.train.optimize.PartRates;
import org.huale.torch.train.optimize.Sgd;

/**
 * Everything that decides how a detector is trained, besides the detector itself, the data and the seed.
 *
 * @param recipe the named values that the others changed
 * @param epochs passes over the training set; 0 for as many as the iterations take
 * @param iterations ends earlier, after so many optimizer steps; 0 for no such bound
 * @param batchSize images an iteration, of each process
 * @param processes that train the detector together, each on batches of its own, and detect together; n processes with batch b
 *     learn as one does with batch n b
 * @param exchange how they bring their sums together
 * @param sgd the optimizer's numbers; for AdamW the momentum is beta 1 and the weight decay decoupled
 * @param rates factors of the learning rate for the detector's parts
 * @param averaging decay of the moving average of the weights that is judged and saved, in [0, 1); 0 for the weights of the
 *     last step themselves
 * @param schedule of its learning rate
 * @param clipNorm gradients longer than this, over all parameters, are shortened to it; 0 for never
 * @param images which images and objects are learned from, and in what company
 * @param augmentation how images are varied
 * @param loader how images are read ahead
 * @param saving when checkpoints are written
 * @param validation when and by what the detector is judged on the way
 * @param precision of the forward pass; bf16 takes less time on a GPU and on processors with AMX or AVX512_BF16, and more on others
 * @param loss what is made small
 * @param optimizer the rule that moves the weights
 */
public record TrainingOptions(
        @PresetName String recipe,
        int epochs,
        int iterations,
        int batchSize,
        int processes,
        ExchangeOptions exchange,
        Sgd.Options sgd,
        PartRates rates,
        LearningRateSchedule.Options schedule,
        double averaging,
        double clipNorm,
        Images images,
        Augmentation augmentation,
        Loader loader,
        Saving saving,
        ValidationOptions validation,
        Precision precision,
        LossOptions loss,
        Optimizer.Kind optimizer)
        implements TrainingRecipe {

    /** The recipe of {@code huale run}. */
    public static final String FEW_LABELS = "few-labels";

    /** The recipe of published protocols. */
    public static final String TORCHVISION = "torchvision";

    /** Number format of the forward pass. */
    public enum Precision {
        FP32,
        /**
         * Convolutions and matrix products in bfloat16, parameters, region pooling and losses in fp32. On the CPU it pays where
         * that has AMX or AVX512_BF16.
         */
        BF16;

        /** Forward work on tensors of the device; its gradient is computed in the formats that it had. */
        public <T> T compute(Device device, Supplier<T> forward) {
            return this == BF16 ? Autocast.bfloat16(device.type(), forward) : forward.get();
        }
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
        private static final long MEGABYTE = 1 << 20;

        public Loader {
            requireRange("loader threads", threads, 0, 256);
            requireRange("batches ahead", batchesAhead, 0, 64);
            requireRange("cache megabytes", cacheMegabytes, 0, 1 << 20);
            requireRange("feature megabytes", featureMegabytes, 0, 1 << 20);
        }

        public static Loader defaults() {
            return new Loader(0, 2, 0, 0);
        }

        /** What is made ready while the network works; threads of 0 are replaced by what this machine suggests. */
        public ReadAhead readAhead() {
            return new ReadAhead(threads > 0 ? threads : ReadAhead.spareProcessors(), batchesAhead);
        }

        /** Keeps decoded images as far as they are to be kept. */
        public ImageReader cached(ImageReader reader) {
            return cacheMegabytes == 0 ? reader : new ImageCache(reader, cacheMegabytes * MEGABYTE);
        }

        /** What the stages that do not train make of images is kept until so many bytes are full; 0 for nothing. */
        public long featureBytes() {
            return featureMegabytes * MEGABYTE;
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
     * @param everyEpochs the detector is judged after every so many epochs, and after the last; 0 for never. Where iterations
     *     alone end the training, which makes epochs of few images short, about twenty times at most
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
        requireRange("epochs", epochs, 0, 1_000_000);
        requireRange("iterations", iterations, epochs == 0 ? 1 : 0, Integer.MAX_VALUE);
        requireRange("batch size", batchSize, 1, 4096);
        requireRange("processes", processes, 1, 1024);
        if (!(clipNorm >= 0 && clipNorm < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("clip norm must be finite and at least 0, got " + clipNorm);
        }
        if (!(averaging >= 0 && averaging < 1)) {
            throw new IllegalArgumentException("averaging must be in [0, 1), got " + averaging);
        }
        if (sgd.nesterov() && optimizer == Optimizer.Kind.ADAMW) {
            throw new IllegalArgumentException("sgd.nesterov is for optimizer sgd, got it with adamw");
        }
        if (loader.featureMegabytes() > 0 && !augmentation.onlyMirrors()) {
            throw new IllegalArgumentException("loader.featureMegabytes must be 0 where the augmentation does more than"
                    + " mirror, got " + loader.featureMegabytes());
        }
    }

    /** Recipe {@code torchvision}: what its reference training does, for two images a batch. */
    public static TrainingOptions defaults() {
        return new TrainingOptions(
                TORCHVISION,
                12,
                0,
                2,
                1,
                ExchangeOptions.defaults(),
                Sgd.Options.defaults(),
                PartRates.equal(),
                LearningRateSchedule.Options.defaults(),
                0,
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

    /**
     * For tens to a few thousand images and a backbone that knows ImageNet: as many steps however many images are labeled,
     * so that what is compared between cycles is the images; a small rate for the backbone; images that never look the same
     * twice. What the rate of the backbone and the augmentation as a whole bring was measured, with one seed each:
     * docs/results/2026-11-28-recipe.md. The equal number of steps, AdamW and its decay (but for AdamW on drawn scenes), the
     * warm-up, the shortened gradients and each kind of augmentation alone were not.
     */
    private static TrainingOptions fewLabels() {
        return new TrainingOptions(
                FEW_LABELS,
                0,
                3000,
                4,
                1,
                ExchangeOptions.defaults(),
                new Sgd.Options(0.001, 0.9, 0.02, false),
                new PartRates(0.1, 1, 1, 1),
                new LearningRateSchedule.Options(
                        LearningRateSchedule.Options.Kind.COSINE,
                        List.of(),
                        LearningRateSchedule.Options.Unit.EPOCH,
                        0.1,
                        0.01,
                        200,
                        0.001,
                        false),
                0,
                10,
                new Images(false, false, true),
                Augmentation.ofFewImages(),
                new Loader(0, 2, 512, 0),
                new Saving(0, 0),
                ValidationOptions.defaults(),
                Precision.FP32,
                LossOptions.standard(),
                Optimizer.Kind.ADAMW);
    }

    /** The recipe of that name. */
    public static TrainingOptions named(String recipe) {
        return switch (recipe) {
            case FEW_LABELS -> fewLabels();
            case TORCHVISION -> defaults();
            default -> throw new IllegalArgumentException("no recipe is named " + recipe + ", only " + names());
        };
    }

    public static List<String> names() {
        return List.of(FEW_LABELS, TORCHVISION);
    }

    public TrainingOptions withRates(PartRates changed) {
        return with(exchange, changed);
    }

    public TrainingOptions withExchange(ExchangeOptions changed) {
        return with(changed, rates);
    }

    private TrainingOptions with(ExchangeOptions changedExchange, PartRates changedRates) {
        return new TrainingOptions(
                recipe,
                epochs,
                iterations,
                batchSize,
                processes,
                changedExchange,
                sgd,
                changedRates,
                schedule,
                averaging,
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

    @Override
    public int imagesAnIteration() {
        return batchSize * processes;
    }

    /** Optimizer steps over a training set that gives so many batches an epoch. */
    @Override
    public long totalIterations(long batchesPerEpoch) {
        long all = epochs == 0 ? Long.MAX_VALUE : batchesPerEpoch * epochs;
        return iterations == 0 ? all : Math.min(all, iterations);
    }

    /** {@code custom} where no name stands for all of its parts. */
    @Override
    public String lossName() {
        return LossOptions.names().stream()
                .filter(name -> LossOptions.named(name).equals(loss))
                .findFirst()
                .orElse("custom");
    }

    private static void requireRange(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be in [" + least + ", " + most + "], got " + value);
        }
    }
}
