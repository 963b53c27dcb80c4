package org.huale.torch.memory;

import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Frees every native object that is made on this thread while some work runs. Scopes open for a stretch of work, such as a
 * training step or a detected batch, and small ones where state is made, moved or copied, or something is fitted or measured;
 * layers, operators and the losses of a training open none. {@code docs/architecture.md} says where.
 */
public final class TensorScope {

    private TensorScope() {}

    /** Runs work whose tensors all end with it, such as a training step. */
    @SuppressWarnings("try") // the scope acts by being open
    public static void run(Runnable work) {
        try (PointerScope scope = new PointerScope()) {
            work.run();
        }
    }

    /**
     * Returns what the work computes as plain Java.
     *
     * @throws IllegalStateException where the result is a native object, which would be freed before the caller saw it
     */
    @SuppressWarnings("try")
    public static <T> T get(Supplier<T> work) {
        try (PointerScope scope = new PointerScope()) {
            T result = work.get();
            if (result instanceof Pointer) {
                throw new IllegalStateException(
                        "a native result ends with its scope: copy it into an array, or call keep instead of get");
            }
            return result;
        }
    }

    /** Returns the one tensor that outlives the work; it moves to the enclosing scope, or to the caller if there is none. */
    @SuppressWarnings("try")
    public static Tensor keep(Supplier<Tensor> work) {
        PointerScope outer = PointerScope.getInnerScope();
        try (PointerScope scope = new PointerScope()) {
            return outlive(work.get(), outer);
        }
    }

    /** As {@link #keep}, without recording what a gradient would need. */
    @SuppressWarnings("try")
    public static Tensor keepWithoutGradient(Supplier<Tensor> work) {
        return keep(() -> {
            try (AutoGradMode off = new AutoGradMode(false)) {
                return work.get();
            }
        });
    }

    /** Returns a new tensor that no scope frees: it lives until its owner closes it. Gradients are not recorded. */
    @SuppressWarnings("try")
    public static Tensor own(Supplier<Tensor> work) {
        try (PointerScope scope = new PointerScope();
                AutoGradMode off = new AutoGradMode(false)) {
            Tensor result = work.get();
            result.retainReference();
            return result;
        }
    }

    /** As {@link #run}, without recording what a gradient would need. */
    @SuppressWarnings("try")
    public static void runWithoutGradient(Runnable work) {
        run(() -> {
            try (AutoGradMode off = new AutoGradMode(false)) {
                work.run();
            }
        });
    }

    /** As {@link #get}, without recording what a gradient would need. */
    @SuppressWarnings("try")
    public static <T> T withoutGradient(Supplier<T> work) {
        return get(() -> {
            try (AutoGradMode off = new AutoGradMode(false)) {
                return work.get();
            }
        });
    }

    private static Tensor outlive(Tensor result, @Nullable PointerScope outer) {
        if (outer != null) {
            outer.attach(result);
        } else {
            result.retainReference();
        }
        return result;
    }
}
