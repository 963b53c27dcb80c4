package org.huale.acquire;

import java.util.function.Function;
import org.huale.api.Stable;

/**
 * A provider whose answers are known when it is made: its subclass has a constructor without parameters, and nothing else.
 *
 * @param <O> a record whose components are the options
 */
@Stable
public abstract class ConstantStrategyProvider<O extends Record> implements StrategyProvider<O> {
    private final String name;
    private final String description;
    private final O defaults;
    private final Function<O, AcquisitionStrategy> constructor;

    protected ConstantStrategyProvider(
            String name, String description, O defaults, Function<O, AcquisitionStrategy> constructor) {
        this.name = name;
        this.description = description;
        this.defaults = defaults;
        this.constructor = constructor;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String description() {
        return description;
    }

    @Override
    public final O defaults() {
        return defaults;
    }

    @Override
    public final AcquisitionStrategy create(O options) {
        return constructor.apply(options);
    }
}
