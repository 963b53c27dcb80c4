package org.huale.acquire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.huale.config.RecordKeys;
import org.huale.config.Settings;

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

    public StrategyChoice {
        Class<?> wanted = Strategies.named(name).defaults().getClass();
        if (options.getClass() != wanted) {
            throw new IllegalArgumentException(
                    "options of strategy " + name + " must be " + wanted + ", got " + options.getClass());
        }
    }

    /** With the strategy's defaults. */
    public static StrategyChoice named(String name) {
        return new StrategyChoice(name, Strategies.named(name).defaults());
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
        return provider.create((O) options);
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
