package org.huale.acquire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.huale.config.Extensions;
import org.huale.config.RecordKeys;
import org.huale.config.Settings;
import org.huale.problem.HualeException;

/**
 * Which strategy, with which options, as a configuration says it: {@code strategy: hua}, or {@code strategy: {name: hua,
 * retrieval: {ratio: 4}}} with the options beside the name.
 *
 * @param name of a strategy on the class path
 * @param options a record of the type that the strategy's provider has as defaults
 */
public record StrategyChoice(String name, Record options) {
    /** Where nobody names one, but in runs, which begin with {@code random}. */
    public static final String USUAL = "coverage";

    private static final List<String> KEYS = List.of("name", "preset"); // beside the options

    public StrategyChoice {
        Class<?> wanted = defaults(Strategies.named(name)).getClass();
        if (options.getClass() != wanted) {
            throw new IllegalArgumentException(
                    "options of strategy " + name + " must be " + wanted + ", got " + options.getClass());
        }
    }

    /** Looked at only here and not where all strategies are read: defaults may name other strategies. */
    static Record defaults(StrategyProvider<?> provider) {
        Record defaults = provider.defaults();
        Extensions.requireOptions(Extensions.named("strategy", provider.name(), provider), defaults, KEYS);
        return defaults;
    }

    /** With the strategy's defaults. */
    public static StrategyChoice named(String name) {
        return new StrategyChoice(name, defaults(Strategies.named(name)));
    }

    /** As what stands behind {@code strategy=} on a command line, a name or {@code {name: ..., options}}; {@link #USUAL} unless named. */
    public static StrategyChoice parse(String value) {
        return new Settings()
                .assignment("strategy=" + value)
                .into(new Holder(named(USUAL)))
                .strategy();
    }

    public static List<String> names() {
        return Strategies.names();
    }

    public AcquisitionStrategy strategy() {
        return created(Strategies.named(name));
    }

    @SuppressWarnings("unchecked") // the constructor has compared the classes
    private <O extends Record> AcquisitionStrategy created(StrategyProvider<O> provider) {
        return checked(provider, provider.create((O) options));
    }

    static AcquisitionStrategy checked(StrategyProvider<?> provider, AcquisitionStrategy strategy) {
        if (BoundStrategy.isBound(provider.name()) != strategy instanceof BoundStrategy) {
            throw new HualeException(Extensions.named("strategy", provider.name(), provider) + ": names of bounds, and"
                    + " of no other strategies, begin with " + BoundStrategy.PREFIX);
        }
        return strategy;
    }

    /** The name and the options beside it, as in a file. */
    @JsonValue
    Map<String, Object> keys() {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("name", name);
        keys.putAll(RecordKeys.of(options));
        return keys;
    }

    @JsonCreator
    static StrategyChoice of(Map<String, Object> keys) {
        return new Settings()
                .value("strategy", keys, "configuration")
                .into(new Holder(named("random")))
                .strategy();
    }

    private record Holder(StrategyChoice strategy) {}
}
