package org.huale.acquire;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.huale.api.Stable;
import org.huale.config.Extensions;
import org.huale.config.NearestKey;
import org.huale.problem.HualeException;

/** The strategies on the class path, by name. */
@Stable
public final class Strategies {
    private static final Extensions<List<StrategyProvider<?>>> KNOWN =
            new Extensions<>("a strategy", () -> load(onClassPath()));

    private Strategies() {}

    /** All of them, by ascending name. */
    public static List<StrategyProvider<?>> all() {
        return KNOWN.all();
    }

    public static List<String> names() {
        return all().stream().map(StrategyProvider::name).toList();
    }

    /** @throws HualeException with the known names and the nearest of them */
    public static StrategyProvider<?> named(String name) {
        return all().stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new HualeException(refusal(name)));
    }

    private static String refusal(String name) {
        Optional<String> near = NearestKey.among(names(), name);
        return "unknown strategy " + name + "; known are " + String.join(", ", names())
                + near.map(it -> "; did you mean " + it + "?").orElse("");
    }

    private static List<StrategyProvider<?>> onClassPath() {
        List<StrategyProvider<?>> found = new ArrayList<>();
        ServiceLoader.load(StrategyProvider.class).forEach(found::add);
        return found;
    }

    static List<StrategyProvider<?>> load(Iterable<? extends StrategyProvider<?>> providers) {
        TreeMap<String, StrategyProvider<?>> byName = new TreeMap<>(Comparator.naturalOrder());
        for (StrategyProvider<?> provider : providers) {
            Extensions.requireName("strategy", provider.name(), provider);
            Extensions.requireOne("strategies", provider.name(), byName.put(provider.name(), provider), provider);
        }
        return List.copyOf(byName.values());
    }
}
