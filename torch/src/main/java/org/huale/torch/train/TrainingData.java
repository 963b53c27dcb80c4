package org.huale.torch.train;

import java.util.List;
import java.util.function.Predicate;
import org.huale.dataset.Dataset;
import org.huale.dataset.ImageRecord;
import org.huale.image.ImageReader;
import org.huale.problem.HualeException;
import org.huale.random.Seeds;
import org.huale.torch.parallel.Ranks;
import org.huale.torch.rcnn.input.ImageTransformOptions;
import org.huale.torch.train.batch.BatchLoader;
import org.huale.torch.train.batch.EpochSampler;

/** The images of a training, in which batches they come and how they are made ready. */
public final class TrainingData {
    private final List<ImageRecord> images;
    private final EpochSampler sampler;
    private final ExampleMaker maker;
    private final TrainingOptions options;
    private final Seeds seeds;
    private final Ranks ranks;

    /**
     * Whose randomness decides, and who learns from it.
     *
     * @param ranks the processes, each of which sees its part of every batch
     */
    public record Sharing(Seeds seeds, Ranks ranks) {}

    /** How pixels become what the network takes. */
    public record Preparation(ImageReader reader, ImageTransformOptions sizes) {}

    /** @throws HualeException where no image is left to learn from */
    public TrainingData(Dataset dataset, Preparation preparation, TrainingOptions options, Sharing sharing) {
        Seeds seeds = sharing.seeds();
        this.images = chosen(dataset, options.images());
        this.options = options;
        this.seeds = seeds;
        this.ranks = sharing.ranks();
        this.sampler = new EpochSampler(
                images.stream().map(ImageRecord::size).toList(),
                options.batchSize() * sharing.ranks().size(),
                options.images().groupByAspectRatio(),
                seeds);
        this.maker =
                new ExampleMaker(options.loader().cached(preparation.reader()), preparation.sizes(), options, seeds);
    }

    Ranks ranks() {
        return ranks;
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
                options.loader().readAhead(),
                new BatchLoader.Span(from, to, ranks));
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
