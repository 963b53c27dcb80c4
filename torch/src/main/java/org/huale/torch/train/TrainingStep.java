package org.huale.torch.train;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.huale.loop.Seeds;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;
import org.huale.torch.rcnn.DetectionLosses;

/** One iteration: losses, gradients, their check and clipping, the optimizer's move. */
final class TrainingStep {
    private static final String[] TERMS = {
        "classification", "boxRegression", "objectness", "proposalRegression", "total"
    };

    private final LossFunction losses;
    private final Optimizer optimizer;
    private final LearningRateSchedule schedule;
    private final Seeds seeds;
    private final double clipNorm;
    private final boolean halfPrecision;

    TrainingStep(LossFunction losses, Optimizer optimizer, LearningRateSchedule schedule, Rules rules) {
        this.losses = losses;
        this.optimizer = optimizer;
        this.schedule = schedule;
        this.seeds = rules.seeds();
        this.clipNorm = rules.options().clipNorm();
        this.halfPrecision = rules.options().precision() == TrainingOptions.Precision.BF16;
    }

    /** What holds for every iteration. */
    record Rules(Seeds seeds, TrainingOptions options) {}

    /** @throws NotFiniteException where a loss term or the gradient is not finite; the parameters are then unchanged */
    StepResult run(Batch batch) {
        StepResult[] result = new StepResult[1];
        TensorScope.run(() -> result[0] = inScope(batch));
        return result[0];
    }

    private StepResult inScope(Batch batch) {
        DetectionLosses terms = forward(batch);
        Tensor total = terms.total();
        total.backward();
        Map<String, Double> values = values(terms, total);
        Collection<Tensor> parameters = optimizer.parameters().values();
        double norm = Gradients.norm(parameters);
        double rate = optimizer.learningRate() * schedule.factor(batch.iteration());
        StepResult result = new StepResult(values, norm, rate);
        if (!result.finite()) {
            throw new NotFiniteException(batch, result, Gradients.notFinite(optimizer.parameters()));
        }
        if (clipNorm > 0) {
            Gradients.clip(parameters, norm, clipNorm);
        }
        optimizer.step(rate, batch.iteration());
        optimizer.forgetGradients();
        return result;
    }

    private DetectionLosses forward(Batch batch) {
        if (!halfPrecision) {
            return losses.of(batch.examples(), seeds.generator("sample", batch.iteration()));
        }
        return Autocast.bfloat16(() -> losses.of(batch.examples(), seeds.generator("sample", batch.iteration())));
    }

    /** All in one copy from the device, which waits for it once. */
    private static Map<String, Double> values(DetectionLosses terms, Tensor total) {
        TensorVector all = new TensorVector(
                terms.classification(), terms.boxRegression(), terms.objectness(), terms.proposalRegression(), total);
        float[] values = Tensors.toFloats(torch.stack(all));
        Map<String, Double> named = new LinkedHashMap<>();
        for (int i = 0; i < TERMS.length; i++) {
            named.put(TERMS[i], (double) values[i]);
        }
        return named;
    }
}
