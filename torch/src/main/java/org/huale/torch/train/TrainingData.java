package org.huale.torch.train;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageRecord;
import org.huale.image.ImageReader;
import org.huale.problem.HualeException;
import org.huale.random.Seeds;
import org.huale.torch.rcnn.ImageTransformOptions;
import org.huale.torch.rcnn.TrainingExample;

/** The images of a training, in which batches they come and how they are made ready. */
public final class TrainingData {
    private static final long MEGABYTE = 1 << 20;

    private final List<ImageRecord> images;
    private final EpochSampler sampler;
    private final ExampleMaker maker;
    private final TrainingOptions options;
    private final Seeds seeds;

    /** How pixels become what the network takes. */
    public record Preparation(ImageReader reader, ImageTransformOptions sizes) {}

    /** @throws HualeException where no image is left to learn from */
    public TrainingData(Dataset dataset, Preparation preparation, TrainingOptions options, Seeds seeds) {
        this.images = chosen(dataset, options.images());
        this.options = options;
        this.seeds = seeds;
        this.sampler = new EpochSampler(
                images.stream().map(ImageRecord::size).toList(),
                options.batchSize(),
                options.images().groupByAspectRatio(),
                seeds);
        this.maker = new ExampleMaker(cached(preparation.reader(), options), preparation.sizes(), options, seeds);
    }

    /** Every image as it is, for judging a detector: nothing left out, nothing varied. */
    public static TrainingData unchanged(Dataset dataset, Preparation preparation, TrainingOptions options) {
        TrainingOptions plain = new TrainingOptions(
                options.recipe(),
                1,
                0,
                options.batchSize(),
                options.sgd(),
                options.rates(),
                options.schedule(),
                options.averaging(),
                options.clipNorm(),
                new TrainingOptions.Images(true, true, true),
                Augmentation.none(),
                options.loader(),
                options.saving(),
                options.validation(),
                options.precision(),
                options.loss(),
                options.optimizer());
        return new TrainingData(dataset, preparation, plain, new Seeds(0));
    }

    /** Goes through one epoch, on this thread, while images are read ahead. */
    public void forEachBatch(Consumer<List<TrainingExample>> work) {
        long batches = sampler.batchesPerEpoch();
        try (BatchLoader loader = loader(0, batches)) {
            for (long i = 0; i < batches; i++) {
                work.accept(loader.next().examples());
            }
        }
    }

    /** Images that are learned from. */
    public int imageCount() {
        return images.size();
    }

    EpochSampler sampler() {
        return sampler;
    }

    TrainingOptions options() {
        return options;
    }

    Seeds seeds() {
        return seeds;
    }

    BatchLoader loader(long from, long to) {
        return new BatchLoader(
                sampler,
                (position, epoch) -> maker.make(images.get(position), epoch),
                new BatchLoader.Ahead(
                        options.loader().usedThreads(), options.loader().batchesAhead()),
                new BatchLoader.Span(from, to));
    }

    private static ImageReader cached(ImageReader reader, TrainingOptions options) {
        long megabytes = options.loader().cacheMegabytes();
        return megabytes == 0 ? reader : new ImageCache(reader, megabytes * MEGABYTE);
    }

    private static List<ImageRecord> chosen(Dataset dataset, TrainingOptions.Images wanted) {
        Predicate<ImageRecord> useful =
                image -> wanted.withoutObjects() || image.annotations().stream().anyMatch(wanted::learns);
        List<ImageRecord> chosen = dataset.images().stream().filter(useful).toList();
        if (chosen.isEmpty()) {
            throw new HualeException(dataset.name() + ": no image to learn from (of " + dataset.size() + ")");
        }
        return chosen;
    }
}
