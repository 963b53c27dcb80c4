package org.huale.torch.train;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.huale.config.ConfigJson;
import org.huale.detect.training.StepResult;
import org.huale.detect.training.TrainingFolder;
import org.huale.detect.training.TrainingListener;
import org.huale.problem.HualeException;
import org.huale.torch.nn.StateLoading;
import org.huale.torch.train.batch.Batch;
import org.huale.track.Measurement;
import org.huale.track.MetricsLog;
import org.huale.weights.StateDict;
import org.huale.weights.TensorData;
import org.jspecify.annotations.Nullable;

/** A training in its folder: checkpoints, weights, metrics, and the figures that choose the best weights. */
final class FolderRecord implements TrainingRecord {
    private static final String PROGRESS = "huale.progress";
    private static final String PARAMETER = "parameter/";
    /** Before the names of what a loss learns, among all that trains and in checkpoints. */
    static final String LOSS = "loss/";

    private static final String BESIDE = "beside/";
    private static final String AVERAGE = "average/";

    private final TrainingFolder folder;
    private final TrainingListener listener;
    private final TrainingLoop.Subject subject;
    private final Moving moving;
    private final Plan plan;
    private @Nullable MetricsLog log;
    private @Nullable Pace pace;
    private @Nullable Double best;

    /**
     * How long the training is, and how it is judged.
     *
     * @param total iterations from start to end
     * @param metric figure by which the best weights are chosen
     */
    record Plan(long total, String metric) {}

    /** Where it is kept and who hears of it. */
    record Place(TrainingFolder folder, TrainingListener listener) {}

    FolderRecord(Place place, TrainingLoop.Subject subject, Moving moving, Plan plan) {
        this.folder = place.folder();
        this.listener = place.listener();
        this.subject = subject;
        this.moving = moving;
        this.plan = plan;
    }

    @Override
    public Progress restore() {
        folder.makePlaces();
        Progress progress = folder.checkpoint().map(this::restored).orElseGet(Progress::start);
        best = progress.best();
        if (progress.iteration() > 0) { // a crash may have come between the checkpoint and its weights
            moving.average().inPlace(() -> writeWeights(folder.lastWeights()));
        }
        log = folder.log(progress.logLengths());
        pace = new Pace(System.nanoTime());
        return progress;
    }

    @Override
    public void stepped(Batch batch, long done, StepResult result) {
        log().append(new Measurement(Measurement.Kind.TRAINING, batch.epoch(), done, result.row()));
        Pace now = Objects.requireNonNull(pace, "not restored yet");
        now.done(batch.part().ofImages(), System.nanoTime());
        listener.stepped(new TrainingListener.Step(
                batch.epoch(), done, plan.total(), result, now.imagesPerSecond(), now.remaining(plan.total() - done)));
    }

    @Override
    public void judged(int epoch, long done, Map<String, Double> figures) {
        double figure = figure(figures);
        log().append(new Measurement(Measurement.Kind.VALIDATION, epoch, done, figures));
        boolean better = best == null || figure > best;
        if (better) {
            best = figure;
            writeWeights(folder.bestWeights());
        }
        listener.validated(epoch, figures, better);
    }

    private double figure(Map<String, Double> figures) {
        Double figure = figures.get(plan.metric());
        if (figure == null) {
            throw new HualeException(
                    "validation.metric: the evaluation has no figure " + plan.metric() + ", only " + figures.keySet());
        }
        return figure;
    }

    /** The checkpoint comes first: with it, everything else can be made again. */
    @Override
    public void save(long done, boolean owing) {
        Map<String, TensorData> tensors =
                new LinkedHashMap<>(TensorState.copyOf(subject.parameters().tensors(), PARAMETER));
        tensors.putAll(TensorState.copyOf(moving.optimizer().state(), ""));
        tensors.putAll(TensorState.copyOf(moving.average().state(), AVERAGE));
        tensors.putAll(TensorState.copyOf(subject.losses().state(), LOSS));
        for (CompanionTraining side : subject.losses().beside()) {
            tensors.putAll(TensorState.copyOf(side.state(), prefix(side)));
        }
        Progress progress = new Progress(done, best, log().lengths(), owing);
        folder.saveCheckpoint(new StateDict(tensors, Map.of(PROGRESS, ConfigJson.write(progress))));
        moving.average().inPlace(() -> writeWeights(folder.lastWeights()));
    }

    private void writeWeights(Path file) {
        folder.saveWeights(
                file, StateLoading.toStateDict(subject.parameters()).withMetadata(subject.weightsMetadata()));
        for (CompanionTraining side : subject.losses().beside()) {
            folder.saveWeights(CompanionWeights.file(file, side.name()), side.weights());
        }
    }

    private static String prefix(CompanionTraining side) {
        return BESIDE + side.name() + "/";
    }

    private Progress restored(StateDict state) {
        TensorState.restore(subject.parameters().tensors(), state, PARAMETER);
        TensorState.restore(moving.optimizer().state(), state, "");
        TensorState.restore(moving.average().state(), state, AVERAGE);
        TensorState.restore(subject.losses().state(), state, LOSS);
        for (CompanionTraining side : subject.losses().beside()) {
            TensorState.restore(side.state(), state, prefix(side));
        }
        String progress = state.metadata().get(PROGRESS);
        if (progress == null) {
            throw new HualeException(folder.path() + ": the checkpoint does not say how far it came");
        }
        return ConfigJson.read(progress, Progress.class);
    }

    @Override
    public void failed(NotFiniteException failure) {
        folder.writeJson("not-finite.json", failure.details());
    }

    private MetricsLog log() {
        return Objects.requireNonNull(log, "not restored yet");
    }

    @Override
    public void close() {
        if (log != null) {
            log.close();
        }
    }
}
