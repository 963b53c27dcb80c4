package org.huale.torch.train;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.huale.torch.loss.LossTerms;
import org.huale.torch.loss.Moment;
import org.huale.torch.rcnn.input.TrainingExample;

/** What training makes small. Called inside a scope, by the thread that owns the network. */
public interface LossFunction {

    /** The terms over a batch, always of the same names; the generator draws which regions they are computed on. */
    LossTerms of(List<TrainingExample> batch, Moment moment, RandomGenerator random);

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
