package org.huale.torch.train.optimize;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.huale.torch.memory.TensorScope;

/**
 * The exponential moving average of what trains (Polyak averaging as in Tarvainen and Valpola, NeurIPS 2017): a = a + (1 -
 * d) (p - a) after each step. While few steps are done the decay is (1 + t) / (10 + t) where that is less, so that the average
 * forgets the random numbers of the beginning. It is judged and saved in place of the last step's weights, which jump about.
 * Owns its tensors until closed.
 */
public final class WeightAverage implements AutoCloseable {
    private final Map<String, Tensor> parameters;
    private final Map<String, Tensor> averages = new LinkedHashMap<>();
    private final double decay;

    /** @param decay in [0, 1); with 0 there is no average, and what trains stands for itself */
    public WeightAverage(Map<String, Tensor> parameters, double decay) {
        this.parameters = decay == 0 ? Map.of() : new LinkedHashMap<>(parameters);
        this.decay = decay;
        this.parameters.forEach((name, it) ->
                averages.put(name, TensorScope.own(() -> it.detach().clone())));
    }

    /**
     * Takes the step that was just made into the average.
     *
     * @param iteration steps made before it
     */
    public void follow(long iteration) {
        if (parameters.isEmpty()) {
            return; // no scope and no scalar in each step of trainings without an average
        }
        double kept = Math.min(decay, (1.0 + iteration) / (10.0 + iteration));
        TensorScope.runWithoutGradient(() -> {
            Scalar share = new Scalar(1 - kept);
            parameters.forEach((name, parameter) -> of(name).lerp_(parameter, share));
        });
    }

    /** The averages by name, for checkpoints; a view. */
    public Map<String, Tensor> state() {
        return Collections.unmodifiableMap(averages);
    }

    /** Does something while the averages stand in the parameters' place; afterwards these are as before, to the bit. */
    public void inPlace(Runnable work) {
        exchange();
        try {
            work.run();
        } finally {
            exchange();
        }
    }

    @Override
    public void close() {
        averages.values().forEach(Tensor::close);
        averages.clear();
    }

    private void exchange() {
        TensorScope.runWithoutGradient(() -> {
            parameters.forEach((name, parameter) -> {
                Tensor before = parameter.clone();
                parameter.copy_(of(name));
                of(name).copy_(before);
            });
        });
    }

    private Tensor of(String name) {
        return Objects.requireNonNull(averages.get(name), name);
    }
}
