package org.huale.torch.train;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.huale.torch.loss.LossTerms;
import org.huale.torch.loss.Moment;
import org.huale.torch.train.batch.Batch;

/** What training makes small. Called inside a scope, by the thread that owns the network. */
public interface LossFunction {

    /**
     * The terms over a batch, always of the same names, summed over all processes that have a part of it; the generator, the same
     * in all of them, draws which regions they are computed on.
     */
    LossTerms of(Batch batch, Moment moment, RandomGenerator random);

    /** What is trained beside the network on the same batches. */
    default List<CompanionTraining> beside() {
        return List.of();
    }

    /** What the loss itself learns, by name; the optimizer moves it with the network. */
    default Map<String, Tensor> trainable() {
        return Map.of();
    }

    /** All that changes from one iteration to the next, by name, for checkpoints; what it learns included. */
    default Map<String, Tensor> state() {
        return Map.of();
    }
}
