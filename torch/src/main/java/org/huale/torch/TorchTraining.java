package org.huale.torch;

import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huale.config.ConfigJson;
import org.huale.dataset.Dataset;
import org.huale.detect.Companion;
import org.huale.detect.pool.PoolRunner;
import org.huale.detect.provider.SingleTraining;
import org.huale.detect.training.StopSignal;
import org.huale.detect.training.TrainingFolder;
import org.huale.detect.training.TrainingListener;
import org.huale.detect.training.TrainingOutcome;
import org.huale.image.ImageReader;
import org.huale.metric.validation.DetectorValidation;
import org.huale.provenance.ThisProcess;
import org.huale.random.Seeds;
import org.huale.torch.companion.CompanionTrainer;
import org.huale.torch.companion.Companions;
import org.huale.torch.environment.TorchDevice;
import org.huale.torch.environment.TorchEnvironment;
import org.huale.torch.image.OpenCvReader;
import org.huale.torch.loss.RcnnLoss;
import org.huale.torch.rcnn.FasterRcnn;
import org.huale.torch.rcnn.FasterRcnnOptions;
import org.huale.torch.train.CompanionTraining;
import org.huale.torch.train.DetectorLoss;
import org.huale.torch.train.TrainingData;
import org.huale.torch.train.TrainingLoop;
import org.huale.torch.train.TrainingOptions;
import org.huale.torch.train.Validation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains detectors. The same request gives the same weights, bit for bit, on the same machine, or one whose
 * {@link org.huale.provenance.Arithmetic} is the same, in one go or stopped and resumed.
 */
public final class TorchTraining {
    private static final Logger LOG = LoggerFactory.getLogger(TorchTraining.class);

    private static final long MEGABYTE = 1 << 20;

    private final ImageReader reader;
    private final TrainingListener listener;
    private final StopSignal stop;

    public TorchTraining(ImageReader reader, TrainingListener listener, StopSignal stop) {
        this.reader = reader;
        this.listener = listener;
        this.stop = stop;
    }

    /** Reads images with OpenCV. */
    public static TorchTraining reportingTo(TrainingListener listener, StopSignal stop) {
        return new TorchTraining(OpenCvReader.defaults(), listener, stop);
    }

    /**
     * Trains on this thread until the end, or until the signal is raised; then a checkpoint is left.
     *
     * @throws org.huale.problem.HualeException where data, weights, device or folder cannot be used, or where training
     *     comes to a loss that is not finite
     */
    public TrainingOutcome run(TrainingRequest request) {
        StartingWeights weights = StartingWeights.read(request.weights());
        Dataset dataset = request.task().images();
        TrainingConfig config = FittedAnchors.of(adapted(request.config(), weights), request.weights(), dataset);
        try (TrainingFolder folder =
                TrainingFolder.open(request.task().folder(), request.task().opening())) {
            folder.freeze(
                    frozen(request, config),
                    provenance(request),
                    dataset.classes().names());
            FittedAnchors.report(config, dataset);
            Seeds seeds = new Seeds(config.seed());
            try (FasterRcnn detector = FasterRcnn.create(
                    config.detector(),
                    dataset.classes().count(),
                    TorchDevice.prepare(config.device(), config.threads()),
                    seeds.of("weights"))) {
                if (weights.none() && dataset.size() > 0) {
                    StartingNorms.calibrate(detector, dataset, reader);
                }
                weights.load(detector, dataset.classes());
                rememberWhatIsFrozen(detector, config.training());
                return train(new Setup(request, config, detector, folder));
            }
        }
    }

    /** Where the options want it. */
    static void rememberWhatIsFrozen(FasterRcnn detector, TrainingOptions options) {
        int megabytes = options.loader().featureMegabytes();
        if (megabytes > 0) {
            detector.rememberFrozen(megabytes * MEGABYTE);
        }
    }

    private record Setup(TrainingRequest request, TrainingConfig config, FasterRcnn detector, TrainingFolder folder) {

        TrainingData.Preparation preparation(ImageReader reader) {
            return new TrainingData.Preparation(reader, config.detector().transform());
        }
    }

    private TrainingOutcome train(Setup setup) {
        TrainingConfig config = setup.config();
        Dataset dataset = setup.request().task().images();
        TrainingData data =
                new TrainingData(dataset, setup.preparation(reader), config.training(), new Seeds(config.seed()));
        Figures figures = new Figures(listener);
        try (RcnnLoss loss = config.training()
                        .loss()
                        .open(setup.detector().parameters().device());
                CompanionTrainings companions = companions(setup)) {
            TrainingLoop.Subject subject = new TrainingLoop.Subject(
                    setup.detector().parameters(),
                    new DetectorLoss(setup.detector(), loss, companions.trainings()),
                    validation(setup),
                    WeightsMetadata.of(dataset.classes(), config.detector()));
            TrainingLoop loop =
                    new TrainingLoop(subject, data, new TrainingLoop.Context(setup.folder(), figures, stop));
            long done = loop.run();
            return outcome(setup.folder(), done == loop.totalIterations(), done, figures.last);
        }
    }

    private CompanionTrainings companions(Setup setup) {
        TrainingRequest request = setup.request();
        return new CompanionTrainings(Companions.begin(
                request.companionTask().companions(),
                setup.detector(),
                new CompanionTrainer.Data(
                        request.task().images(),
                        request.companionTask().unlabeled(),
                        reader,
                        setup.config().training().batchSize()),
                new Seeds(setup.config().seed())));
    }

    /** What is trained beside the detector, closed together. */
    private record CompanionTrainings(List<CompanionTraining> trainings) implements AutoCloseable {

        @Override
        public void close() {
            trainings.forEach(CompanionTraining::close);
        }
    }

    private static TrainingOutcome outcome(
            TrainingFolder folder, boolean complete, long done, Map<String, Double> figures) {
        return new TrainingOutcome(
                complete,
                done,
                folder.lastWeights(),
                Files.exists(folder.bestWeights()) ? folder.bestWeights() : null,
                figures);
    }

    private @Nullable Validation validation(Setup setup) {
        Dataset dataset = setup.request().task().validation();
        if (dataset == null) {
            return null;
        }
        TrainingOptions options = setup.config().training();
        PoolRunner detector = new PoolRunner(
                TorchDetector.inTraining(setup.detector(), dataset.classes()),
                new PoolRunner.Reading(
                        options.loader().cached(reader),
                        options.batchSize(),
                        options.loader().readAhead()),
                Set.of());
        return new DetectorValidation(detector, dataset, setup.folder())::figures;
    }

    private static TrainingConfig adapted(TrainingConfig config, StartingWeights weights) {
        config.requireVarianceHead();
        return weights.none() ? fromRandomNumbers(config) : config.withDetector(weights.padded(config.detector()));
    }

    /** Random weights must all be trained, as torchvision does, and at the rate of the others. */
    private static TrainingConfig fromRandomNumbers(TrainingConfig config) {
        LOG.info("no weights to begin with: all layers of the backbone train, at the rate of the box head");
        FasterRcnnOptions detector = config.detector();
        TrainingOptions training = config.training();
        return config.withDetector(detector.withBackbone(detector.backbone().trainedWhole()))
                .withTraining(training.withRates(training.rates().withoutPretraining()));
    }

    private static Map<String, Object> frozen(TrainingRequest request, TrainingConfig config) {
        Map<String, Object> frozen = new LinkedHashMap<>();
        frozen.put("config", config);
        frozen.put("weights", request.weights().named());
        frozen.putAll(request.task().data());
        if (!request.companionTask().companions().isEmpty()) {
            frozen.put("companions", named(request.companionTask().companions()));
            frozen.put(
                    "unlabeled",
                    SingleTraining.described(request.companionTask().unlabeled()));
        }
        return frozen;
    }

    private static Map<String, Object> named(List<Companion> companions) {
        Map<String, Object> named = new LinkedHashMap<>();
        companions.forEach(it -> named.put(it.name(), it));
        return named;
    }

    private static Map<String, Object> provenance(TrainingRequest request) {
        TorchEnvironment torch = TorchEnvironment.inspect();
        Map<String, Object> provenance = new LinkedHashMap<>(request.task().origin());
        provenance.putAll(ThisProcess.facts());
        provenance.put("processors", Runtime.getRuntime().availableProcessors());
        provenance.put("native", ConfigJson.tree(ConfigJson.write(torch)));
        provenance.put("seed", request.config().seed());
        provenance.putAll(
                torch.arithmetic(request.config().device(), request.config().threads())
                        .provenance());
        return provenance;
    }

    /** Remembers the last figures on their way to the listener. */
    private static final class Figures implements TrainingListener {
        private final TrainingListener next;
        private Map<String, Double> last = Map.of();

        Figures(TrainingListener next) {
            this.next = next;
        }

        @Override
        public void stepped(Step step) {
            next.stepped(step);
        }

        @Override
        public void validated(int epoch, Map<String, Double> figures, boolean best) {
            last = figures;
            next.validated(epoch, figures, best);
        }
    }
}
