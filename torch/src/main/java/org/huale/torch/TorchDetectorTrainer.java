package org.huale.torch;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.huale.detect.DetectorTrainer;
import org.huale.detect.EvidencePart;
import org.huale.detect.PoolDetector;
import org.huale.detect.frozen.ImageDescriber;
import org.huale.detect.frozen.ThumbnailDescriber;
import org.huale.detect.provider.FirstWeights;
import org.huale.detect.provider.SingleTraining;
import org.huale.detect.training.StopSignal;
import org.huale.detect.training.TrainingFolder;
import org.huale.detect.training.TrainingListener;
import org.huale.detect.training.TrainingOutcome;
import org.huale.image.ImageReader;
import org.huale.torch.image.OpenCvReader;
import org.huale.torch.parallel.ExchangeOptions;
import org.huale.torch.rcnn.FasterRcnnOptions;
import org.huale.torch.train.TrainingMeans;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trains Faster R-CNNs for a run, all with one configuration but for the seed and the weights to begin with. */
public final class TorchDetectorTrainer implements DetectorTrainer {
    private static final Logger LOG = LoggerFactory.getLogger(TorchDetectorTrainer.class);

    private final Setup setup;
    private final ImageReader reader;
    private final TorchTraining training;

    /**
     * @param config its seed is not used, each task has its own
     * @param first weights to begin with where a task names none of the cycle before
     * @param batchSize images detected in together
     */
    public record Setup(TrainingConfig config, FirstWeights first, int batchSize) {}

    private TorchDetectorTrainer(Setup setup, ImageReader reader, TorchTraining training) {
        this.setup = setup;
        this.reader = reader;
        this.training = training;
    }

    /** Reads images with OpenCV. */
    public static TorchDetectorTrainer reportingTo(TrainingListener listener, StopSignal stop, Setup setup) {
        ImageReader reader = OpenCvReader.defaults();
        return new TorchDetectorTrainer(setup, reader, new TorchTraining(reader, listener, stop));
    }

    @Override
    public Outcome train(Task task) {
        TrainingOutcome outcome = training.run(request(task));
        if (!outcome.complete()) {
            return new Outcome(false, outcome.lastWeights(), Map.of());
        }
        return new Outcome(true, outcome.lastWeights(), TrainingMeans.ofTheEnd(task.folder()));
    }

    @Override
    public PoolDetector open(Path weights, Set<EvidencePart> wanted) {
        TrainingConfig config = setup.config();
        TorchDetector.Source source = new TorchDetector.Source(weights, null, config.device(), config.threads());
        PoolDetector detector = TorchPoolDetector.open(source, reader, setup.batchSize(), wanted);
        int processes = config.training().processes();
        ExchangeOptions exchange = config.training().exchange();
        return processes == 1
                ? detector
                : new ProcessesDetector(
                        detector,
                        PoolTask.Opening.of(source, setup.batchSize(), wanted),
                        new ProcessesDetector.Sharing(processes, ProcessesDetector.Sharing.USUAL_LEAST, exchange));
    }

    /** By the files that trainings begin with; by thumbnails where these name none. */
    @Override
    public ImageDescriber describer() {
        StartingWeights weights = StartingWeights.read(setup.first());
        if (weights.none()) {
            LOG.info("no weights to begin with: images are compared by thumbnails");
            return new ThumbnailDescriber(reader);
        }
        return TorchImageDescriber.open(weights, setup.config(), reader);
    }

    @Override
    public void tidy(Path folder) {
        TrainingFolder.deleteCheckpoint(folder);
    }

    TrainingRequest request(Task task) {
        Previous previous = task.previous();
        TrainingConfig config = setup.config();
        FirstWeights first =
                previous == null ? setup.first() : new FirstWeights(null, previous.weights(), previous.names());
        TrainingConfig seeded = new TrainingConfig(
                task.seed(), config.device(), config.threads(), detector(previous), config.training());
        return new TrainingRequest(
                new SingleTraining(task.images().labeled(), null, task.folder(), opening(task.folder()), Map.of()),
                FittedAnchors.of(seeded, first, task.images().initial()),
                first,
                new TrainingRequest.CompanionTask(
                        task.companions(), task.images().unlabeled()),
                config.detector().rpn().anchors().areToBeFitted());
    }

    /** What follows from the first weights, such as the padding, the weights of the cycle before say themselves. */
    private FasterRcnnOptions detector(@Nullable Previous previous) {
        return previous == null ? setup.config().detector() : TorchDetector.described(previous.weights());
    }

    private static TrainingFolder.Opening opening(Path folder) {
        return TrainingFolder.holdsTraining(folder) ? TrainingFolder.Opening.RESUME : TrainingFolder.Opening.NEW;
    }
}
