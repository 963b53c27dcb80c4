package org.huale.dataset.drawn;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is made when it is first wanted, once. */
final class Lazily<T> implements Supplier<T> {
    private final Supplier<T> maker;
    private @Nullable T made;

    private Lazily(Supplier<T> maker) {
        this.maker = maker;
    }

    static <T> Lazily<T> of(Supplier<T> maker) {
        return new Lazily<>(maker);
    }

    @Override
    public synchronized T get() {
        T value = made;
        if (value == null) {
            value = maker.get();
            made = value;
        }
        return value;
    }
}
