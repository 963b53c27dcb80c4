package org.huale.torch.train.optimize;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.huale.torch.memory.TensorScope;

/** All gradients of a network as one long vector. */
public final class Gradients {
    private static final double EPSILON = 1e-6; // as torch.nn.utils.clip_grad_norm_, which this follows

    private Gradients() {}

    /** The Euclidean norm over all parameters; 0 where none has a gradient. */
    public static double norm(Collection<Tensor> parameters) {
        return TensorScope.withoutGradient(() -> {
            TensorVector norms = new TensorVector();
            for (Tensor parameter : parameters) {
                Tensor gradient = parameter.grad();
                if (gradient.defined()) {
                    norms.push_back(gradient.norm());
                }
            }
            return norms.empty() ? 0.0 : torch.stack(norms).norm().item_double();
        });
    }

    /** Shortens the gradients of the given norm to {@code longest} where they are longer. */
    public static void clip(Collection<Tensor> parameters, double norm, double longest) {
        double factor = longest / (norm + EPSILON);
        if (factor >= 1) {
            return;
        }
        TensorScope.runWithoutGradient(() -> {
            Scalar scalar = new Scalar(factor);
            parameters.stream().map(Tensor::grad).filter(Tensor::defined).forEach(it -> it.mul_(scalar));
        });
    }

    /** The parameters, by name, whose gradient is not finite. */
    public static List<String> notFinite(Map<String, Tensor> parameters) {
        return parameters.entrySet().stream()
                .filter(it -> it.getValue().grad().defined())
                .filter(it -> !Double.isFinite(it.getValue().grad().norm().item_double()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
