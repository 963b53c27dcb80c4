package org.huale.acquire;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Map;

/**
 * A {@link StrategyChoice} within another strategy, which asks it with a query alone. Therefore it is no bound: bounds want to be
 * told what is hidden.
 *
 * @param name of a strategy on the class path
 * @param options a record of the type that the strategy's provider has as defaults
 */
public record InnerStrategy(String name, Record options) {

    public InnerStrategy {
        new StrategyChoice(name, options); // refuses what does not belong together
        if (BoundStrategy.isBound(name)) {
            throw new IllegalArgumentException(
                    name + " is a bound, which works alone and within no other strategy; known are " + names());
        }
    }

    /** With the strategy's defaults. */
    public static InnerStrategy named(String name) {
        return new InnerStrategy(name, StrategyChoice.named(name).options());
    }

    public static List<String> names() {
        return StrategyChoice.names().stream()
                .filter(name -> !BoundStrategy.isBound(name))
                .toList();
    }

    public AcquisitionStrategy strategy() {
        return new StrategyChoice(name, options).strategy();
    }

    @JsonValue
    Map<String, Object> keys() {
        return new StrategyChoice(name, options).keys();
    }
}
