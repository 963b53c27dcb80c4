package org.huale.torch.nn;

import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;
import org.huale.torch.memory.TensorScope;
import org.jspecify.annotations.Nullable;

/**
 * A tensor computed from other tensors, such as a folded weight: kept from call to call, outside all scopes, and computed
 * again only when a source was changed in place since. libtorch counts those changes per tensor, so the value is never
 * stale, whoever loads or trains the source. Has no gradient.
 */
final class Derived implements AutoCloseable {
    private final Supplier<Tensor> formula;
    private final List<Tensor> sources;
    private @Nullable Tensor value;
    private long stamp;

    Derived(Supplier<Tensor> formula, List<Tensor> sources) {
        this.formula = formula;
        this.sources = sources;
    }

    Tensor get() {
        long now = changes();
        Tensor current = value;
        if (current == null || now != stamp) {
            close();
            current = TensorScope.own(formula);
            value = current;
            stamp = now;
        }
        return current;
    }

    private long changes() {
        long sum = 0; // no counter ever falls, so equal sums mean equal counters
        for (Tensor source : sources) {
            sum += source._version();
        }
        return sum;
    }

    @Override
    public void close() {
        if (value != null) {
            value.close();
            value = null;
        }
    }
}
