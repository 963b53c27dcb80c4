package org.huale.torch.nn;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A fully connected layer.
 *
 * @param weight [out, in]
 * @param bias [out]
 */
public record Linear(Tensor weight, Tensor bias) {

    /** Makes {@code weight} and {@code bias} in a scope. */
    public static Linear create(ParameterStore.Scope scope, long in, long out) {
        Tensor weight = scope.parameter("weight", Initializer.defaultUniform(in), out, in);
        Tensor bias = scope.parameter("bias", Initializer.defaultUniform(in), out);
        return new Linear(weight, bias);
    }

    /** [N, in] to [N, out]. */
    public Tensor of(Tensor input) {
        return torch.linear(input, weight, new TensorOptional(bias));
    }
}
