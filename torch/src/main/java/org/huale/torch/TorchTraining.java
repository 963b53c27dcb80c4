package org.huale.torch;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.huale.config.ConfigJson;
import org.huale.dataset.Dataset;
import org.huale.dataset.DatasetHash;
import org.huale.detect.Companion;
import org.huale.detect.provider.Rendezvous;
import org.huale.detect.provider.SingleTraining;
import org.huale.detect.training.StopSignal;
import org.huale.detect.training.StoppedException;
import org.huale.detect.training.TrainingFolder;
import org.huale.detect.training.TrainingListener;
import org.huale.detect.training.TrainingOutcome;
import org.huale.image.ImageReader;
import org.huale.problem.HualeException;
import org.huale.random.Seeds;
import org.huale.storage.Sha256;
import org.huale.torch.companion.CompanionTrainer;
import org.huale.torch.companion.Companions;
import org.huale.torch.environment.TorchDevice;
import org.huale.torch.image.OpenCvReader;
import org.huale.torch.loss.RcnnLoss;
import org.huale.torch.parallel.ChildRanks;
import org.huale.torch.parallel.Company;
import org.huale.torch.parallel.LostRankException;
import org.huale.torch.parallel.MeetingPoint;
import org.huale.torch.parallel.Member;
import org.huale.torch.parallel.Ranks;
import org.huale.torch.rcnn.FasterRcnn;
import org.huale.torch.rcnn.FasterRcnnOptions;
import org.huale.torch.train.CompanionTraining;
import org.huale.torch.train.DetectorLoss;
import org.huale.torch.train.TrainingData;
import org.huale.torch.train.TrainingLoop;
import org.huale.torch.train.TrainingOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains detectors. The same request gives the same weights, bit for bit, on the same machine, or one whose
 * {@link org.huale.provenance.Arithmetic} is the same, in one go or stopped and resumed.
 */
public final class TorchTraining {
    private static final Logger LOG = LoggerFactory.getLogger(TorchTraining.class);

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
        TrainingJudge.requireMetric(request);
        try (Company company = company(request)) {
            return run(request, company);
        }
    }

    private Company company(TrainingRequest request) {
        int processes = request.config().training().processes();
        requireSharing(request, processes);
        Rendezvous place = request.task().rendezvous();
        if (place != null) {
            if (place.world() != processes) {
                throw new HualeException("training.processes is " + processes + ", but the processes that meet at "
                        + place.host() + ":" + place.port() + " are " + place.world());
            }
            return Company.at(
                    new MeetingPoint.AtPort(place.host(), place.port()),
                    member(request.config(), place.rank()),
                    () -> leaveWhere(stop.raised()));
        }
        if (processes == 1) {
            return Company.none();
        }
        TorchDevice.requireOneForEach(request.config().device(), processes);
        return new ChildRanks(member(request.config(), 0), folder -> RankProgram.words(request, folder));
    }

    /** The process of this number. */
    static Member member(TrainingConfig config, int rank) {
        TrainingOptions training = config.training();
        return Member.training(rank, training.processes(), training.exchange(), config.device());
    }

    private static void requireSharing(TrainingRequest request, int processes) {
        List<Companion> companions = request.companionTask().companions();
        List<String> alone = processes == 1 ? List.of() : Companions.ofOneProcess(companions);
        if (!alone.isEmpty()) {
            throw new HualeException("training.processes must be 1, got " + processes + ": " + String.join(", ", alone)
                    + ", which the strategy needs trained beside the detector, is trained by one process only");
        }
    }

    /** As one of several processes, of which the first one writes. */
    TrainingOutcome run(TrainingRequest request, Company company) {
        try {
            return begun(request, company);
        } catch (LostRankException e) {
            throw company.explained(e);
        }
    }

    private TrainingOutcome begun(TrainingRequest request, Company company) {
        StartingWeights weights = StartingWeights.read(request.weights());
        Dataset dataset = request.task().images();
        TrainingConfig config = FittedAnchors.of(adapted(request.config(), weights), request.weights(), dataset);
        Setup setup = new Setup(request, config, weights, null);
        if (company.rank() > 0) {
            return train(setup, company);
        }
        if (request.task().opening() == TrainingFolder.Opening.OVERWRITE) {
            TrainingFolder.requireAsExpected(request.task().folder(), TrainingFolder.Opening.OVERWRITE);
            return train(setup, company); // the folder comes when all can begin
        }
        return inFolder(setup, begun -> train(begun, company));
    }

    /** Of the process that writes. */
    private static TrainingOutcome inFolder(Setup setup, Function<Setup, TrainingOutcome> training) {
        SingleTraining task = setup.request().task();
        // before the folder is opened, as the weights may lie in what is overwritten
        Map<String, Object> frozen = FrozenTraining.of(setup.request(), setup.config());
        try (TrainingFolder folder = TrainingFolder.open(task.folder(), task.opening())) {
            folder.freeze(
                    frozen,
                    FrozenTraining.provenance(setup.request()),
                    task.images().classes().names(),
                    EarlierVersions::completedTraining);
            FittedAnchors.report(setup.request(), setup.config());
            return training.apply(new Setup(setup.request(), setup.config(), setup.weights(), folder));
        }
    }

    /** @param folder null where another process writes, or before a training is overwritten */
    record Setup(
            TrainingRequest request,
            TrainingConfig config,
            StartingWeights weights,
            @Nullable TrainingFolder folder) {

        /** The same in all processes that train together; where each of them computes is its own affair. */
        String task() {
            return Sha256.of(ConfigJson.write(List.of(
                    config.seed(),
                    config.detector(),
                    config.training(),
                    DatasetHash.of(request.task().images()),
                    judged(),
                    request.weights().named())));
        }

        private String judged() {
            Dataset judged = request.task().validation();
            return judged == null ? "nothing" : DatasetHash.of(judged);
        }
    }

    private TrainingOutcome train(Setup setup, Company company) {
        Ranks joined;
        try {
            joined = company.join(setup.task());
        } catch (StoppedException e) {
            LOG.info("stopped while waiting for the other processes; nothing was trained or overwritten");
            return outcome(setup, false, 0, Map.of());
        }
        try (Ranks ranks = joined) {
            return ranks.doing(() -> train(setup, ranks));
        }
    }

    private TrainingOutcome train(Setup setup, Ranks ranks) {
        TrainingConfig config = setup.config();
        Dataset dataset = setup.request().task().images();
        try (FasterRcnn detector = FasterRcnn.create(
                config.detector(),
                dataset.classes().count(),
                TorchDevice.prepare(config.device(), config.threads()),
                new Seeds(config.seed()).of("weights"))) {
            tell(config, ranks);
            warnOfSlowPrecision(config, ranks);
            warnOfCrowd(setup, ranks);
            if (setup.weights().none() && dataset.size() > 0 && ranks.isFirst()) {
                StartingNorms.calibrate(detector, dataset, reader); // the others get what rank 0 begins with
            }
            setup.weights().load(detector, dataset.classes());
            rememberWhatIsFrozen(detector, config.training());
            ranks.any(false); // no training is overwritten before every process has its device and its weights
            return ranks.isFirst() && setup.folder() == null
                    ? inFolder(setup, begun -> train(begun, detector, ranks))
                    : train(setup, detector, ranks);
        }
    }

    private static void tell(TrainingConfig config, Ranks ranks) {
        if (ranks.size() > 1) {
            LOG.info(
                    "rank {} of {} processes, with {} threads and {} of {} images an iteration",
                    ranks.rank(),
                    ranks.size(),
                    config.threads(),
                    config.training().batchSize(),
                    config.training().imagesAnIteration());
        }
    }

    private static void warnOfSlowPrecision(TrainingConfig config, Ranks ranks) {
        if (config.slowPrecision() && ranks.isFirst()) {
            LOG.warn(
                    "training.precision is bf16, and this processor has no instructions for it, or ONEDNN_MAX_CPU_ISA forbids"
                            + " them: fp32 would be faster");
        }
    }

    /** Of processes that meet at a port nobody knows which are on one machine. Threads decide bits, so that they stay as they are. */
    private static void warnOfCrowd(Setup setup, Ranks ranks) {
        if (ranks.isFirst() && setup.request().task().rendezvous() == null) {
            int processors = Runtime.getRuntime().availableProcessors();
            setup.config().crowd(processors).ifPresent(words -> LOG.warn("{}", words));
        }
    }

    /** Where the options want it. */
    static void rememberWhatIsFrozen(FasterRcnn detector, TrainingOptions options) {
        long bytes = options.loader().featureBytes();
        if (bytes > 0 && !detector.rememberFrozen(bytes)) {
            LOG.info("training.loader.featureMegabytes keeps nothing: all stages of the backbone train");
        }
    }

    private TrainingOutcome train(Setup setup, FasterRcnn detector, Ranks ranks) {
        TrainingConfig config = setup.config();
        Dataset dataset = setup.request().task().images();
        TrainingData data = data(setup, ranks);
        Figures figures = new Figures(listener);
        try (RcnnLoss loss = config.training()
                        .loss()
                        .open(
                                detector.parameters().device(),
                                config.detector().roi().stages());
                CompanionTrainings companions = companions(setup, detector, ranks)) {
            TrainingLoop.Subject subject = new TrainingLoop.Subject(
                    detector.parameters(),
                    new DetectorLoss(detector, loss, companions.trainings()),
                    new TrainingJudge(reader, stop).of(setup, detector, ranks),
                    WeightsMetadata.of(dataset.classes(), config.detector()));
            TrainingLoop loop =
                    new TrainingLoop(subject, data, new TrainingLoop.Context(setup.folder(), figures, stop));
            long done = loop.run();
            return outcome(setup, done == loop.totalIterations() && !loop.owesJudgement(), done, figures.last);
        }
    }

    private TrainingData data(Setup setup, Ranks ranks) {
        TrainingConfig config = setup.config();
        return new TrainingData(
                setup.request().task().images(),
                new TrainingData.Preparation(reader, config.detector().transform()),
                config.training(),
                new TrainingData.Sharing(new Seeds(config.seed()), ranks));
    }

    /** What no detector sees is learned by the first process alone. */
    private CompanionTrainings companions(Setup setup, FasterRcnn detector, Ranks ranks) {
        TrainingRequest request = setup.request();
        Dataset unlabeled = request.companionTask().unlabeled();
        return new CompanionTrainings(Companions.begin(
                request.companionTask().companions(),
                detector,
                new CompanionTrainer.Data(
                        request.task().images(),
                        ranks.isFirst() ? unlabeled : TrainingRequest.CompanionTask.noImages(unlabeled.classes()),
                        reader,
                        setup.config().training().imagesAnIteration()),
                new Seeds(setup.config().seed())));
    }

    /** What is trained beside the detector, closed together. */
    private record CompanionTrainings(List<CompanionTraining> trainings) implements AutoCloseable {

        @Override
        public void close() {
            trainings.forEach(CompanionTraining::close);
        }
    }

    private static TrainingOutcome outcome(Setup setup, boolean complete, long done, Map<String, Double> figures) {
        TrainingFolder folder = setup.folder();
        if (folder == null) {
            return new TrainingOutcome(complete, done, setup.request().task().folder(), null, Map.of());
        }
        return new TrainingOutcome(
                complete,
                done,
                folder.lastWeights(),
                Files.exists(folder.bestWeights()) ? folder.bestWeights() : null,
                figures);
    }

    /** Waiting for others and judging may take longer than a process has that is asked to stop. */
    static void leaveWhere(boolean asked) {
        if (asked) {
            throw new StoppedException();
        }
    }

    private static TrainingConfig adapted(TrainingConfig config, StartingWeights weights) {
        config.requireVarianceHead();
        if (weights.none()) {
            LOG.info("no weights to begin with: all layers of the backbone train, at the rate of the box head");
            return fromRandomNumbers(config);
        }
        return config.withDetector(weights.padded(config.detector()));
    }

    /** Random weights must all be trained, as torchvision does, and at the rate of the others. */
    static TrainingConfig fromRandomNumbers(TrainingConfig config) {
        FasterRcnnOptions detector = config.detector();
        TrainingOptions training = config.training();
        return config.withDetector(detector.withBackbone(detector.backbone().trainedWhole()))
                .withTraining(training.withRates(training.rates().withoutPretraining()));
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
