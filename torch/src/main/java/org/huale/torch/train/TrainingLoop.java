package org.huale.torch.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.Tensor;
import org.huale.detect.training.StepResult;
import org.huale.detect.training.StopSignal;
import org.huale.detect.training.StoppedException;
import org.huale.detect.training.TrainingFolder;
import org.huale.detect.training.TrainingListener;
import org.huale.problem.HualeException;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.torch.nn.ParameterStore;
import org.huale.torch.parallel.Ranks;
import org.huale.torch.parallel.TensorExchange;
import org.huale.torch.train.batch.Batch;
import org.huale.torch.train.batch.BatchLoader;
import org.huale.torch.train.optimize.LearningRateSchedule;
import org.huale.torch.train.optimize.WeightAverage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Iterations with checkpoints and validation between them, from where the folder's checkpoint stands to the end. Whether or
 * not it was stopped or killed on the way, the same configuration leaves the same weights and metrics, bit for bit.
 */
public final class TrainingLoop {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingLoop.class);
    /** At most about so many looks at the validation images where only iterations end the training. */
    private static final int MOST_JUDGEMENTS = 20;

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
            losses.trainable().forEach((name, tensor) -> trainable.put(FolderRecord.LOSS + name, tensor));
            return trainable;
        }
    }

    /**
     * Who hears of it and who can stop it.
     *
     * @param folder null in a process that leaves writing to another one
     */
    public record Context(@Nullable TrainingFolder folder, TrainingListener listener, StopSignal stop) {}

    private final Subject subject;
    private final TrainingData data;
    private final Context context;
    private final TrainingOptions options;
    private final Ranks ranks;
    private final long perEpoch;
    private final long total;
    private boolean owing;

    public TrainingLoop(Subject subject, TrainingData data, Context context) {
        this.subject = subject;
        this.data = data;
        this.context = context;
        this.options = data.options();
        this.ranks = data.ranks();
        this.perEpoch = data.sampler().batchesPerEpoch();
        this.total = options.totalIterations(perEpoch);
    }

    /** Iterations from start to end. */
    public long totalIterations() {
        return total;
    }

    /** Whether the last iteration is still to be judged; a training that goes on begins with that. */
    public boolean owesJudgement() {
        return owing;
    }

    /**
     * Trains to the end, or until the signal is raised, here or in another process.
     *
     * @return iterations done
     * @throws NotFiniteException where a loss or gradient is not finite; the folder then tells the details
     * @throws HualeException where an image cannot be read, or another process is gone
     */
    public long run() {
        tellOfWarmUp();
        try (Moving moving = moving();
                TrainingRecord record = record(moving)) {
            long from = sameForAll(moving, record.restore());
            try (BatchLoader loader = data.loader(from, total)) {
                return iterate(moving, loader, record, from);
            } catch (NotFiniteException e) {
                record.failed(e);
                throw e;
            }
        }
    }

    private void tellOfWarmUp() {
        long warmUp = options.schedule().warmUp(perEpoch);
        if (warmUp >= total) {
            LOG.warn(
                    "the learning rate still rises when the training ends: training.schedule.warmUpIterations is {} of {}"
                            + " iterations",
                    warmUp,
                    total);
        }
    }

    private Moving moving() {
        return new Moving(
                options.optimizer().over(subject.trainable(), options.sgd(), options.rates()),
                new WeightAverage(subject.parameters().trainable(), options.averaging()));
    }

    private TrainingRecord record(Moving moving) {
        TrainingFolder folder = context.folder();
        return folder == null
                ? TrainingRecord.none()
                : new FolderRecord(
                        new FolderRecord.Place(folder, context.listener()),
                        subject,
                        moving,
                        new FolderRecord.Plan(total, options.validation().metric()));
    }

    /** All processes go on from what rank 0 has; returns its number of iterations. */
    private long sameForAll(Moving moving, Progress progress) {
        new TensorExchange(ranks).copyOfFirst(moving.tensors(subject));
        long[] standing = TensorScope.get(() -> {
            Tensor first = Tensors.of(new long[] {progress.iteration(), progress.owesJudgement() ? 1 : 0}, 2);
            ranks.copyOfFirst(first);
            return Tensors.toLongs(first);
        });
        owing = standing[1] != 0;
        return standing[0];
    }

    private long iterate(Moving moving, BatchLoader loader, TrainingRecord record, long from) {
        LearningRateSchedule schedule = options.schedule().over(perEpoch, total);
        TrainingStep step = new TrainingStep(
                subject.losses(), moving.optimizer(), schedule, new TrainingStep.Rules(data.seeds(), options, total));
        long done = from;
        boolean stopping = owing && isLast(moving, record, done);
        while (!stopping && done < total) {
            ranks.standAt("iteration " + (done + 1) + " of " + total);
            Batch batch = loader.next();
            StepResult result = step.run(batch);
            moving.average().follow(done);
            done++;
            record.stepped(batch, done, result);
            stopping = isLast(moving, record, done);
        }
        return done;
    }

    /** Judges and saves what was done where that is due; returns whether the training is to stop there. */
    private boolean isLast(Moving moving, TrainingRecord record, long done) {
        boolean stopping = ranks.any(context.stop().raised());
        owing = validationDue(done) && (stopping || !judged(moving, record, done));
        if (stopping || owing || saveDue(done)) {
            ranks.standAt("saving after iteration " + done);
            record.save(done, owing);
        }
        return stopping || owing;
    }

    /** All processes judge together, each with the averages in place; returns whether they came to the end of it. */
    private boolean judged(Moving moving, TrainingRecord record, long done) {
        ranks.standAt("judging after iteration " + done);
        Validation validation = Objects.requireNonNull(subject.validation());
        Map<String, Double> figures = new LinkedHashMap<>();
        try {
            moving.average().inPlace(() -> figures.putAll(validation.figures()));
        } catch (StoppedException e) {
            return false;
        } catch (RuntimeException e) {
            saveUnjudged(record, done, e);
            throw e;
        }
        moving.average().inPlace(() -> record.judged(epoch(done), done, figures));
        return true;
    }

    /** The iterations before a judgement that failed are none the worse for it. */
    private static void saveUnjudged(TrainingRecord record, long done, RuntimeException failure) {
        try {
            record.save(done, true);
        } catch (RuntimeException unsaved) {
            failure.addSuppressed(unsaved);
        }
    }

    private int epoch(long done) {
        return Math.toIntExact((done - 1) / perEpoch);
    }

    private boolean validationDue(long done) {
        int every = options.validation().everyEpochs();
        return subject.validation() != null
                && every > 0
                && (done == total
                        || (done % perEpoch == 0
                                && (epoch(done) + 1) % every == 0
                                && isLongSince(done - every * perEpoch, done)));
    }

    /** Epochs of a few iterations would spend more time on judging than on learning. */
    private boolean isLongSince(long before, long done) {
        long apart = options.epochs() == 0 ? Math.max(1, total / MOST_JUDGEMENTS) : 1;
        return done / apart > before / apart;
    }

    private boolean saveDue(long done) {
        int epochs = options.saving().everyEpochs();
        int iterations = options.saving().everyIterations();
        return done == total
                || (epochs > 0 && done % (perEpoch * epochs) == 0)
                || (iterations > 0 && done % iterations == 0);
    }
}
