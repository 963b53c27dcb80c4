package org.huale.torch.companion;

import org.bytedeco.pytorch.Tensor;
import org.huale.torch.nn.Initializer;
import org.huale.torch.nn.Linear;
import org.huale.torch.nn.ParameterStore;

/** Three layers with ReLU between them: how surely the image of a code is labeled. */
final class Discriminator {
    private final Linear first;
    private final Linear second;
    private final Linear last;

    Discriminator(ParameterStore.Scope scope, int latent, int hidden) {
        first = layer(scope.at("first"), latent, hidden);
        second = layer(scope.at("second"), hidden, hidden);
        last = layer(scope.at("last"), hidden, 1);
    }

    /** [B, Z] codes to [B] logits of being labeled. */
    Tensor of(Tensor codes) {
        return last.of(second.of(first.of(codes).relu()).relu()).reshape(-1);
    }

    private static Linear layer(ParameterStore.Scope scope, int in, int out) {
        return Linear.create(scope, Initializer.heNormalFanIn(), in, out);
    }
}
