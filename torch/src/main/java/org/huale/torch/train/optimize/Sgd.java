package org.huale.torch.train.optimize;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.huale.torch.memory.TensorScope;

/**
 * Stochastic gradient descent with momentum, step for step as {@code torch.optim.SGD} with dampening 0: with gradient g,
 * weights p, velocity v (0 at first), weight decay d, momentum m and learning rate r,
 * {@code g = g + d p; v = m v + g; p = p - r v}, or {@code p = p - r (g + m v)} with Nesterov's momentum. A parameter
 * without a gradient stays as it is. Owns the velocities until closed; the parameters belong to the network.
 */
public final class Sgd implements Optimizer {

    /**
     * @param learningRate before the schedule's factor
     * @param momentum in [0, 1); with AdamW, its beta 1
     * @param weightDecay with SGD, an L2 penalty, added to the gradient; with AdamW, decoupled: weights shrink by rate times this
     * @param nesterov looks ahead along the velocity; needs momentum
     */
    public record Options(double learningRate, double momentum, double weightDecay, boolean nesterov) {
        public Options {
            if (!(learningRate >= 0 && learningRate <= 1000)) {
                throw new IllegalArgumentException("learning rate must be in [0, 1000], got " + learningRate);
            }
            if (!(momentum >= 0 && momentum < 1)) {
                throw new IllegalArgumentException("momentum must be in [0, 1), got " + momentum);
            }
            if (!(weightDecay >= 0 && weightDecay <= 1)) {
                throw new IllegalArgumentException("weight decay must be in [0, 1], got " + weightDecay);
            }
            if (nesterov && momentum == 0) {
                throw new IllegalArgumentException("Nesterov's method needs a momentum above 0");
            }
        }

        /** torchvision's for detection, at a learning rate for two images a batch. */
        public static Options defaults() {
            return new Options(0.0025, 0.9, 1e-4, false);
        }
    }

    private final Map<String, Tensor> parameters;
    private final Map<String, Tensor> velocities = new LinkedHashMap<>();
    private final Options options;
    private final PartRates rates;

    /** At one rate for all of the given parameters by name; makes their velocities, outside of any scope. */
    public Sgd(Map<String, Tensor> parameters, Options options) {
        this(parameters, options, PartRates.equal());
    }

    /** As {@link #Sgd(Map, Options)}, at the rates of the detector's parts. */
    public Sgd(Map<String, Tensor> parameters, Options options, PartRates rates) {
        this.parameters = new LinkedHashMap<>(parameters);
        this.options = options;
        this.rates = rates;
        if (options.momentum() > 0) {
            parameters.forEach((name, it) -> velocities.put(name, TensorScope.own(() -> torch.zeros_like(it))));
        }
    }

    @Override
    public Map<String, Tensor> state() {
        return Optimizer.prefixed("velocity/", velocities);
    }

    @Override
    public Map<String, Tensor> parameters() {
        return Collections.unmodifiableMap(parameters);
    }

    @Override
    public double learningRate() {
        return options.learningRate();
    }

    @Override
    public void step(double learningRate, long iteration) {
        step(learningRate);
    }

    /** As {@link #step(double, long)}; which step it is does not matter. */
    public void step(double learningRate) {
        TensorScope.runWithoutGradient(() -> {
            parameters.forEach((name, parameter) -> move(name, parameter, new Scalar(-learningRate * rates.of(name))));
        });
    }

    @Override
    public void close() {
        velocities.values().forEach(Tensor::close);
        velocities.clear();
    }

    private void move(String name, Tensor parameter, Scalar back) {
        Tensor gradient = parameter.grad();
        if (!gradient.defined()) {
            return;
        }
        if (options.weightDecay() != 0) {
            gradient.add_(parameter, new Scalar(options.weightDecay())); // in place: it is forgotten after the step
        }
        Tensor velocity = velocities.get(name);
        if (velocity == null) {
            parameter.add_(gradient, back);
            return;
        }
        Scalar momentum = new Scalar(options.momentum());
        velocity.mul_(momentum).add_(gradient);
        parameter.add_(options.nesterov() ? gradient.add(velocity, momentum) : velocity, back);
    }
}
