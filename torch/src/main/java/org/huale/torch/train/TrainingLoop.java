package org.huale.torch.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.huale.detect.training.StepResult;
import org.huale.detect.training.StopSignal;
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
    private long sameForAll(Moving moving, long done) {
        new TensorExchange(ranks).copyOfFirst(moving.tensors(subject));
        return TensorScope.get(() -> {
            Tensor iterations = Tensors.of(new long[] {done}, 1);
            ranks.copyOfFirst(iterations);
            return Tensors.toLongs(iterations)[0];
        });
    }

    private long iterate(Moving moving, BatchLoader loader, TrainingRecord record, long from) {
        LearningRateSchedule schedule = options.schedule().over(perEpoch, total);
        TrainingStep step = new TrainingStep(
                subject.losses(), moving.optimizer(), schedule, new TrainingStep.Rules(data.seeds(), options, total));
        long done = from;
        while (done < total) {
            ranks.standAt("iteration " + (done + 1) + " of " + total);
            Batch batch = loader.next();
            StepResult result = step.run(batch);
            moving.average().follow(done);
            done++;
            record.stepped(batch, done, result);
            validateWhereDue(moving, record, batch.epoch(), done);
            boolean stopping = ranks.any(context.stop().raised());
            if (stopping || saveDue(done)) {
                ranks.standAt("saving after iteration " + done);
                record.save(done);
            }
            if (stopping) {
                return done;
            }
        }
        return done;
    }

    /** All processes judge together, each with the averages in place. */
    private void validateWhereDue(Moving moving, TrainingRecord record, int epoch, long done) {
        Validation validation = subject.validation();
        if (validation != null && validationDue(epoch, done)) {
            ranks.standAt("judging after iteration " + done);
            moving.average().inPlace(() -> record.judged(epoch, done, validation.figures()));
        }
    }

    private boolean validationDue(int epoch, long done) {
        int every = options.validation().everyEpochs();
        return every > 0
                && (done == total
                        || (done % perEpoch == 0
                                && (epoch + 1) % every == 0
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
