package org.huale.torch.nn;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.huale.torch.ops.PackedLinear;

/**
 * A fully connected layer. Where no gradient is recorded, its weight is laid out once for all calls, and again when it has
 * changed; that copy takes as much memory as the weight.
 */
public final class Linear {
    private final Tensor weight;
    private final Tensor bias;
    private final Derived packed;

    private Linear(ParameterStore store, Tensor weight, Tensor bias) {
        this.weight = weight;
        this.bias = bias;
        packed = store.derive(() -> PackedLinear.packed(matrix()), weight);
    }

    /** Makes {@code weight} [out, in] and {@code bias} [out] in a scope. */
    public static Linear create(ParameterStore.Scope scope, long in, long out) {
        Tensor weight = scope.parameter("weight", Initializer.defaultUniform(in), out, in);
        return new Linear(scope.store(), weight, scope.parameter("bias", Initializer.defaultUniform(in), out));
    }

    /** As {@link #create(ParameterStore.Scope, long, long)}, with a weight of one's own choice and a bias that begins at 0. */
    public static Linear create(ParameterStore.Scope scope, Initializer initializer, long in, long out) {
        Tensor weight = scope.parameter("weight", initializer, out, in);
        return new Linear(scope.store(), weight, scope.parameter("bias", Initializer.constant(0), out));
    }

    /** A layer over all pixels of a small map: takes [N, side side channels]; see {@link ParameterStore.Scope#flattenedParameter}. */
    public static Linear overMap(ParameterStore.Scope scope, int channels, int side, long out) {
        Initializer uniform = Initializer.defaultUniform((long) channels * side * side);
        Tensor weight = scope.flattenedParameter("weight", uniform, out, channels, side, side);
        return new Linear(scope.store(), weight, scope.parameter("bias", uniform, out));
    }

    /** [N, in] to [N, out]. */
    public Tensor of(Tensor input) {
        return PackedLinear.serves(input)
                ? PackedLinear.of(input, packed.get(), bias)
                : torch.linear(input, matrix(), new TensorOptional(bias));
    }

    /** [out, in], without copying: channels-last memory of [out, C, H, W] is [out, H W C]. */
    private Tensor matrix() {
        return weight.dim() == 2 ? weight : weight.permute(0, 2, 3, 1).reshape(weight.size(0), -1);
    }
}
