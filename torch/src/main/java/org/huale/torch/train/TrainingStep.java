package org.huale.torch.train;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.huale.detect.training.StepResult;
import org.huale.random.Seeds;
import org.huale.torch.loss.LossTerms;
import org.huale.torch.loss.Moment;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.torch.parallel.TensorExchange;
import org.huale.torch.train.batch.Batch;
import org.huale.torch.train.optimize.Gradients;
import org.huale.torch.train.optimize.LearningRateSchedule;
import org.huale.torch.train.optimize.Optimizer;

/** One iteration: losses, gradients, their check and clipping, the optimizer's move. */
final class TrainingStep {
    private static final String TOTAL = "total";

    private final LossFunction losses;
    private final Optimizer optimizer;
    private final LearningRateSchedule schedule;
    private final Seeds seeds;
    private final long iterations;
    private final double clipNorm;
    private final TrainingOptions.Precision precision;

    TrainingStep(LossFunction losses, Optimizer optimizer, LearningRateSchedule schedule, Rules rules) {
        this.losses = losses;
        this.optimizer = optimizer;
        this.schedule = schedule;
        this.seeds = rules.seeds();
        this.iterations = rules.iterations();
        this.clipNorm = rules.options().clipNorm();
        this.precision = rules.options().precision();
    }

    /**
     * What holds for every iteration.
     *
     * @param iterations from start to end
     */
    record Rules(Seeds seeds, TrainingOptions options, long iterations) {}

    /**
     * @throws NotFiniteException where a loss term, the gradient or a figure of a companion is not finite; the detector is then
     *     unchanged, and so are its companions but where the figure is one that only their steps tell
     */
    StepResult run(Batch batch) {
        return TensorScope.get(() -> inScope(batch));
    }

    private StepResult inScope(Batch batch) {
        LossTerms terms = forward(batch);
        terms.objective().backward();
        Collection<Tensor> parameters = optimizer.parameters().values();
        new TensorExchange(batch.part().ranks()).sumGradients(parameters);
        double factor = schedule.factor(batch.iteration());
        double norm = Gradients.norm(parameters);
        double rate = optimizer.learningRate() * factor;
        Map<String, Double> values = values(terms);
        CompanionSteps beside = CompanionSteps.of(losses.beside());
        finite(batch, new StepResult(beside.after(values), norm, rate));
        beside.move(factor, batch.iteration());
        StepResult result = finite(batch, new StepResult(beside.after(values), norm, rate));
        if (clipNorm > 0) {
            Gradients.clip(parameters, norm, clipNorm);
        }
        optimizer.step(rate, batch.iteration());
        optimizer.forgetGradients();
        return result;
    }

    private StepResult finite(Batch batch, StepResult result) {
        if (!result.finite()) {
            throw new NotFiniteException(batch, result, Gradients.notFinite(optimizer.parameters()));
        }
        return result;
    }

    private LossTerms forward(Batch batch) {
        Device device = optimizer.parameters().values().iterator().next().device();
        return precision.compute(device, () -> loss(batch));
    }

    private LossTerms loss(Batch batch) {
        Moment moment = new Moment(batch.epoch(), (double) batch.iteration() / iterations);
        return losses.of(batch, moment, seeds.generator("sample", batch.iteration()));
    }

    private static Map<String, Double> values(LossTerms terms) {
        Map<String, Tensor> tensors = new LinkedHashMap<>(terms.named());
        tensors.put(TOTAL, terms.total());
        return Tensors.scalars(tensors);
    }
}
