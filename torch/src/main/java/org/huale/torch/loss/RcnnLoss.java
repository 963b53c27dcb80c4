package org.huale.torch.loss;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * What a Faster R-CNN is trained to make small. {@link LossOptions#open} makes the one that a configuration names. Owns what it
 * learns and remembers; called inside a scope, by the thread that made it.
 */
public interface RcnnLoss extends AutoCloseable {

    /** The terms over a batch, always of the same names. May advance the loss's state by one iteration. */
    LossTerms of(LossInputs inputs, Moment moment);

    /** What the loss itself learns, by name; the optimizer moves it with the network. */
    default Map<String, Tensor> trainable() {
        return Map.of();
    }

    /** All that changes from one iteration to the next, by name, for checkpoints; what it learns included. */
    default Map<String, Tensor> state() {
        return Map.of();
    }

    @Override
    default void close() {}
}
