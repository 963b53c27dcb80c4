package org.huale.torch.train.optimize;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** Moves parameters along their gradients. Owns what it remembers of earlier steps until closed. */
public interface Optimizer extends AutoCloseable {

    /** The rules there are. */
    enum Kind {
        SGD {
            @Override
            public Optimizer over(Map<String, Tensor> parameters, Sgd.Options options, PartRates rates) {
                return new Sgd(parameters, options, rates);
            }
        },
        ADAMW {
            @Override
            public Optimizer over(Map<String, Tensor> parameters, Sgd.Options options, PartRates rates) {
                return new AdamW(parameters, options, rates);
            }
        };

        /** For the given parameters by name; owns its state until closed. */
        public abstract Optimizer over(Map<String, Tensor> parameters, Sgd.Options options, PartRates rates);
    }

    /** What is moved, by name. */
    Map<String, Tensor> parameters();

    /** The tensors that a checkpoint needs beside the parameters, by a prefix and the parameter's name. */
    Map<String, Tensor> state();

    /** Before the schedule's factor. */
    double learningRate();

    /**
     * Moves each parameter that has a gradient.
     *
     * @param iteration steps taken before, since the start of the training
     */
    void step(double learningRate, long iteration);

    /** Forgets the gradients, so that the next backward pass stores its own instead of adding to these. */
    default void forgetGradients() {
        parameters().values().forEach(parameter -> parameter.mutable_grad().reset());
    }

    @Override
    void close();

    static Map<String, Tensor> prefixed(String prefix, Map<String, Tensor> tensors) {
        Map<String, Tensor> named = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> named.put(prefix + name, tensor));
        return Collections.unmodifiableMap(named);
    }
}
