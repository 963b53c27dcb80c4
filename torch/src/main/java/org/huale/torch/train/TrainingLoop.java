package org.huale.torch.train;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.huale.config.ConfigJson;
import org.huale.detect.training.StepResult;
import org.huale.detect.training.StopSignal;
import org.huale.detect.training.TrainingFolder;
import org.huale.detect.training.TrainingListener;
import org.huale.problem.HualeException;
import org.huale.torch.nn.ParameterStore;
import org.huale.torch.nn.StateLoading;
import org.huale.torch.train.batch.Batch;
import org.huale.torch.train.batch.BatchLoader;
import org.huale.torch.train.optimize.LearningRateSchedule;
import org.huale.torch.train.optimize.Optimizer;
import org.huale.torch.train.optimize.WeightAverage;
import org.huale.track.Measurement;
import org.huale.track.MetricsLog;
import org.huale.weights.StateDict;
import org.huale.weights.TensorData;
import org.jspecify.annotations.Nullable;

/**
 * Iterations with checkpoints and validation between them, from where the folder's checkpoint stands to the end. Whether or
 * not it was stopped or killed on the way, the same configuration leaves the same weights and metrics, bit for bit.
 */
public final class TrainingLoop {
    private static final String PROGRESS = "huale.progress";
    private static final String PARAMETER = "parameter/";
    private static final String LOSS = "loss/";
    private static final String BESIDE = "beside/";
    private static final String AVERAGE = "average/";

    /**
     * What is trained and how it is judged.
     *
     * @param parameters of the network, with which ones train already set
     * @param losses what is made small
     * @param validation null where there is nothing to validate on
     * @param weightsMetadata goes with the saved weights, so that they can be used without anything else
     */
    public record Subject(
            ParameterStore parameters,
            LossFunction losses,
            @Nullable Validation validation,
            Map<String, String> weightsMetadata) {

        private Map<String, Tensor> trainable() {
            Map<String, Tensor> trainable = new LinkedHashMap<>(parameters.trainable());
            losses.trainable().forEach((name, tensor) -> trainable.put(LOSS + name, tensor));
            return trainable;
        }
    }

    /** Who hears of it and who can stop it. */
    public record Context(TrainingFolder folder, TrainingListener listener, StopSignal stop) {}

    private final Subject subject;
    private final TrainingData data;
    private final Context context;
    private final TrainingOptions options;
    private final long perEpoch;
    private final long total;
    private @Nullable Double best;

    public TrainingLoop(Subject subject, TrainingData data, Context context) {
        this.subject = subject;
        this.data = data;
        this.context = context;
        this.options = data.options();
        this.perEpoch = data.sampler().batchesPerEpoch();
        this.total = options.totalIterations(perEpoch);
    }

    /** Iterations from start to end. */
    public long totalIterations() {
        return total;
    }

    /**
     * Trains to the end, or until the signal is raised.
     *
     * @return iterations done
     * @throws NotFiniteException where a loss or gradient is not finite; the folder then tells the details
     * @throws HualeException where an image cannot be read
     */
    public long run() {
        context.folder().makePlaces();
        try (Moving moving = moving()) {
            Progress progress = restored(moving);
            best = progress.best();
            if (progress.iteration() > 0) { // a crash may have come between the checkpoint and its weights
                moving.average.inPlace(() -> writeWeights(context.folder().lastWeights()));
            }
            try (MetricsLog log = context.folder().log(progress.logLengths());
                    BatchLoader loader = data.loader(progress.iteration(), total)) {
                return iterate(moving, loader, log, progress.iteration());
            } catch (NotFiniteException e) {
                context.folder().writeJson("not-finite.json", e.details());
                throw e;
            }
        }
    }

    /** What changes with each step. */
    private record Moving(Optimizer optimizer, WeightAverage average) implements AutoCloseable {

        @Override
        public void close() {
            optimizer.close();
            average.close();
        }
    }

    private Moving moving() {
        return new Moving(
                options.optimizer().over(subject.trainable(), options.sgd(), options.rates()),
                new WeightAverage(subject.parameters().trainable(), options.averaging()));
    }

    private long iterate(Moving moving, BatchLoader loader, MetricsLog log, long from) {
        LearningRateSchedule schedule = options.schedule().over(perEpoch, total);
        TrainingStep step = new TrainingStep(
                subject.losses(), moving.optimizer, schedule, new TrainingStep.Rules(data.seeds(), options, total));
        Pace pace = new Pace(System.nanoTime());
        long done = from;
        while (done < total) {
            Batch batch = loader.next();
            StepResult result = step.run(batch);
            moving.average.follow(done);
            done++;
            log.append(new Measurement(Measurement.Kind.TRAINING, batch.epoch(), done, result.row()));
            pace.done(batch.examples().size(), System.nanoTime());
            report(batch, done, result, pace);
            validateWhereDue(moving.average, batch.epoch(), done, log);
            boolean stopping = context.stop().raised();
            if (stopping || saveDue(done)) {
                save(moving, log, done);
            }
            if (stopping) {
                return done;
            }
        }
        return done;
    }

    private void report(Batch batch, long done, StepResult result, Pace pace) {
        context.listener()
                .stepped(new TrainingListener.Step(
                        batch.epoch(), done, total, result, pace.imagesPerSecond(), pace.remaining(total - done)));
    }

    private void validateWhereDue(WeightAverage average, int epoch, long done, MetricsLog log) {
        Validation validation = subject.validation();
        int every = options.validation().everyEpochs();
        boolean due = every > 0 && (done == total || (done % perEpoch == 0 && (epoch + 1) % every == 0));
        if (validation != null && due) {
            average.inPlace(() -> validate(validation, epoch, done, log));
        }
    }

    private void validate(Validation validation, int epoch, long done, MetricsLog log) {
        Map<String, Double> figures = new LinkedHashMap<>(validation.figures());
        double figure = figure(figures);
        log.append(new Measurement(Measurement.Kind.VALIDATION, epoch, done, figures));
        boolean better = best == null || figure > best;
        if (better) {
            best = figure;
            writeWeights(context.folder().bestWeights());
        }
        context.listener().validated(epoch, figures, better);
    }

    private double figure(Map<String, Double> figures) {
        Double figure = figures.get(options.validation().metric());
        if (figure == null) {
            throw new HualeException("validation.metric: the evaluation has no figure "
                    + options.validation().metric() + ", only " + figures.keySet());
        }
        return figure;
    }

    private boolean saveDue(long done) {
        int epochs = options.saving().everyEpochs();
        int iterations = options.saving().everyIterations();
        return done == total
                || (epochs > 0 && done % (perEpoch * epochs) == 0)
                || (iterations > 0 && done % iterations == 0);
    }

    /** The checkpoint comes first: with it, everything else can be made again. */
    private void save(Moving moving, MetricsLog log, long done) {
        Map<String, TensorData> tensors =
                new LinkedHashMap<>(TensorState.copyOf(subject.parameters().tensors(), PARAMETER));
        tensors.putAll(TensorState.copyOf(moving.optimizer.state(), ""));
        tensors.putAll(TensorState.copyOf(moving.average.state(), AVERAGE));
        tensors.putAll(TensorState.copyOf(subject.losses().state(), LOSS));
        for (CompanionTraining side : subject.losses().beside()) {
            tensors.putAll(TensorState.copyOf(side.state(), prefix(side)));
        }
        Progress progress = new Progress(done, best, log.lengths());
        context.folder().saveCheckpoint(new StateDict(tensors, Map.of(PROGRESS, ConfigJson.write(progress))));
        moving.average.inPlace(() -> writeWeights(context.folder().lastWeights()));
    }

    private void writeWeights(Path file) {
        context.folder()
                .saveWeights(
                        file, StateLoading.toStateDict(subject.parameters()).withMetadata(subject.weightsMetadata()));
        for (CompanionTraining side : subject.losses().beside()) {
            context.folder().saveWeights(CompanionWeights.file(file, side.name()), side.weights());
        }
    }

    private static String prefix(CompanionTraining side) {
        return BESIDE + side.name() + "/";
    }

    private Progress restored(Moving moving) {
        return context.folder()
                .checkpoint()
                .map(state -> restore(moving, state))
                .orElseGet(Progress::start);
    }

    private Progress restore(Moving moving, StateDict state) {
        TensorState.restore(subject.parameters().tensors(), state, PARAMETER);
        TensorState.restore(moving.optimizer.state(), state, "");
        TensorState.restore(moving.average.state(), state, AVERAGE);
        TensorState.restore(subject.losses().state(), state, LOSS);
        for (CompanionTraining side : subject.losses().beside()) {
            TensorState.restore(side.state(), state, prefix(side));
        }
        String progress = state.metadata().get(PROGRESS);
        if (progress == null) {
            throw new HualeException(context.folder().path() + ": the checkpoint does not say how far it came");
        }
        return ConfigJson.read(progress, Progress.class);
    }
}
