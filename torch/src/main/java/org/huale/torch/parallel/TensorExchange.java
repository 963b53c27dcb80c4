package org.huale.torch.parallel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.huale.torch.memory.TensorScope;
import org.huale.torch.memory.Tensors;

/** Many float32 tensors sent together, in their order, some megabytes at a time. */
public final class TensorExchange {
    private static final long MOST_ELEMENTS = 4 << 20;

    private final Ranks ranks;

    public TensorExchange(Ranks ranks) {
        this.ranks = ranks;
    }

    /** Replaces each gradient by the sum over all processes. A parameter without a gradient in any process keeps none. */
    public void sumGradients(Collection<Tensor> parameters) {
        if (ranks.size() > 1) {
            TensorScope.runWithoutGradient(() -> {
                List<Tensor> gradients =
                        withGradient(parameters).stream().map(Tensor::grad).toList();
                exchange(gradients, ranks::sum);
            });
        }
    }

    /** Replaces each tensor by that of rank 0. */
    public void copyOfFirst(Collection<Tensor> tensors) {
        if (ranks.size() > 1) {
            TensorScope.runWithoutGradient(() -> {
                exchange(List.copyOf(tensors), ranks::copyOfFirst);
            });
        }
    }

    /** Those that have a gradient somewhere, here too from now on. */
    private List<Tensor> withGradient(Collection<Tensor> parameters) {
        List<Tensor> all = List.copyOf(parameters);
        long[] marks = all.stream().mapToLong(it -> it.grad().defined() ? 1 : 0).toArray();
        Tensor sums = Tensors.of(marks, marks.length);
        ranks.sum(sums);
        long[] having = Tensors.toLongs(sums);
        List<Tensor> found = new ArrayList<>();
        for (int i = 0; i < having.length; i++) {
            if (having[i] > 0) {
                found.add(all.get(i));
                if (marks[i] == 0) {
                    all.get(i).mutable_grad().put(torch.zeros_like(all.get(i)));
                }
            }
        }
        return found;
    }

    private static void exchange(List<Tensor> tensors, Consumer<Tensor> collective) {
        List<Tensor> bucket = new ArrayList<>();
        long elements = 0;
        for (Tensor tensor : tensors) {
            if (elements > 0 && elements + tensor.numel() > MOST_ELEMENTS) {
                exchangeTogether(bucket, collective);
                bucket.clear();
                elements = 0;
            }
            bucket.add(tensor);
            elements += tensor.numel();
        }
        if (!bucket.isEmpty()) {
            exchangeTogether(bucket, collective);
        }
    }

    private static void exchangeTogether(List<Tensor> tensors, Consumer<Tensor> collective) {
        Tensor[] flat = tensors.stream().map(it -> it.reshape(-1)).toArray(Tensor[]::new);
        Tensor together = torch.cat(new TensorVector(flat), 0);
        collective.accept(together);
        long at = 0;
        for (Tensor tensor : tensors) {
            tensor.copy_(together.narrow(0, at, tensor.numel()).reshape(tensor.shape()));
            at += tensor.numel();
        }
    }
}
