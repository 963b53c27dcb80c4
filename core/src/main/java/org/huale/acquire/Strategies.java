package org.huale.acquire;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.huale.api.Stable;
import org.huale.config.NearestKey;
import org.huale.problem.HualeException;

/** The strategies on the class path, by name. */
@Stable
public final class Strategies {
    private static final List<StrategyProvider<?>> ALL = load();

    private Strategies() {}

    /** All of them, by ascending name. */
    public static List<StrategyProvider<?>> all() {
        return ALL;
    }

    public static List<String> names() {
        return ALL.stream().map(StrategyProvider::name).toList();
    }

    /** @throws HualeException with the known names and the nearest of them */
    public static StrategyProvider<?> named(String name) {
        return ALL.stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new HualeException(refusal(name)));
    }

    private static String refusal(String name) {
        Optional<String> near = NearestKey.among(names(), name);
        return "unknown strategy " + name + "; known are " + String.join(", ", names())
                + near.map(it -> "; did you mean " + it + "?").orElse("");
    }

    /** Two of the same name would make it a matter of the class path which one runs. */
    private static List<StrategyProvider<?>> load() {
        TreeMap<String, StrategyProvider<?>> byName = new TreeMap<>(Comparator.naturalOrder());
        for (StrategyProvider<?> provider : ServiceLoader.load(StrategyProvider.class)) {
            StrategyProvider<?> other = byName.put(provider.name(), provider);
            if (other != null) {
                throw new HualeException("two strategies are called " + provider.name() + ": "
                        + other.getClass().getName() + " and "
                        + provider.getClass().getName());
            }
        }
        return List.copyOf(byName.values());
    }
}
