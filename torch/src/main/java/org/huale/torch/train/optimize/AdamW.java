package org.huale.torch.train.optimize;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.huale.torch.memory.TensorScope;

/**
 * Adam with decoupled weight decay, step for step as {@code torch.optim.AdamW} (Loshchilov and Hutter, ICLR 2019): each
 * parameter moves by the running mean of its gradient over the root of the running mean of its square, so that layers with
 * small gradients, such as the box head of a network with random weights, keep up with the others. The momentum is beta 1;
 * beta 2 is 0.99 and not PyTorch's 0.999, for trainings of a thousand steps. Bias is corrected by the iteration, also for a
 * parameter that had no gradient in an earlier one.
 */
final class AdamW implements Optimizer {
    static final double BETA_2 = 0.99;
    private static final double EPSILON = 1e-8;

    private final Map<String, Tensor> parameters;
    private final Map<String, Tensor> means = new LinkedHashMap<>();
    private final Map<String, Tensor> squares = new LinkedHashMap<>();
    private final Sgd.Options options;
    private final PartRates parts;

    AdamW(Map<String, Tensor> parameters, Sgd.Options options, PartRates parts) {
        this.parameters = new LinkedHashMap<>(parameters);
        this.options = options;
        this.parts = parts;
        parameters.forEach((name, it) -> {
            means.put(name, TensorScope.own(() -> torch.zeros_like(it)));
            squares.put(name, TensorScope.own(() -> torch.zeros_like(it)));
        });
    }

    @Override
    public Map<String, Tensor> parameters() {
        return Collections.unmodifiableMap(parameters);
    }

    @Override
    public Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>(Optimizer.prefixed("mean/", means));
        state.putAll(Optimizer.prefixed("square/", squares));
        return Collections.unmodifiableMap(state);
    }

    @Override
    public double learningRate() {
        return options.learningRate();
    }

    @Override
    public void step(double learningRate, long iteration) {
        Corrections corrections = Corrections.at(iteration + 1, options.momentum());
        TensorScope.runWithoutGradient(() -> {
            parameters.forEach((name, parameter) -> move(name, parameter, learningRate * parts.of(name), corrections));
        });
    }

    @Override
    public void close() {
        means.values().forEach(Tensor::close);
        squares.values().forEach(Tensor::close);
        means.clear();
        squares.clear();
    }

    /** What the running means and the roots of those of squares are divided by, for they start at 0. */
    private record Corrections(double ofMean, double ofRoot) {

        static Corrections at(long step, double beta1) {
            return new Corrections(1 - Math.pow(beta1, (double) step), Math.sqrt(1 - Math.pow(BETA_2, (double) step)));
        }
    }

    private void move(String name, Tensor parameter, double rate, Corrections corrections) {
        Tensor gradient = parameter.grad();
        if (!gradient.defined()) {
            return;
        }
        if (options.weightDecay() != 0) {
            parameter.mul_(new Scalar(1 - rate * options.weightDecay()));
        }
        double beta1 = options.momentum();
        Tensor mean = of(means, name).mul_(new Scalar(beta1)).add_(gradient, new Scalar(1 - beta1));
        Tensor square = of(squares, name).mul_(new Scalar(BETA_2)).addcmul_(gradient, gradient, new Scalar(1 - BETA_2));
        Tensor root = square.sqrt().div_(new Scalar(corrections.ofRoot())).add_(new Scalar(EPSILON));
        parameter.addcdiv_(mean, root, new Scalar(-(rate / corrections.ofMean())));
    }

    private static Tensor of(Map<String, Tensor> tensors, String name) {
        return Objects.requireNonNull(tensors.get(name), name);
    }
}
