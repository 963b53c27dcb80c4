package org.huale.acquire.hua;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.huale.config.Extensions;

/** The metrics on the class path, by name. */
public final class HuaMetrics {
    /** The article's four, in its order; they count by default. */
    static final List<String> ARTICLE =
            List.of("semantic-affinity", "category-diversity", "overlap-ratio", "localization-confidence");

    private static final List<String> KEYS = List.of("name", "preset", "weight"); // beside the options

    private static final Extensions<Map<String, HuaMetricProvider<?>>> KNOWN =
            new Extensions<>("a metric", () -> load(onClassPath()));

    private HuaMetrics() {}

    /** All of them, the article's four first, then by ascending name. */
    public static List<HuaMetricProvider<?>> all() {
        return List.copyOf(KNOWN.all().values());
    }

    /** Whether a metric is one of the article's four, which there are on every class path. */
    public static boolean isOfTheArticle(String name) {
        return ARTICLE.contains(name);
    }

    /** Whether there is a metric of the name. */
    public static boolean isKnown(String name) {
        return KNOWN.all().containsKey(name);
    }

    /** Every metric with its default options; weight 1 for the article's four, else 0. */
    static Map<String, MetricChoice> defaults() {
        Map<String, MetricChoice> defaults = new LinkedHashMap<>();
        KNOWN.all()
                .forEach((name, provider) ->
                        defaults.put(name, new MetricChoice(isOfTheArticle(name) ? 1 : 0, provider.defaults())));
        return defaults;
    }

    static HuaMetric create(String name, Record options) {
        HuaMetricProvider<?> provider = KNOWN.all().get(name);
        if (provider == null || options.getClass() != provider.defaults().getClass()) {
            throw new IllegalArgumentException("no metric " + name + " with options " + options);
        }
        return created(provider, options);
    }

    @SuppressWarnings("unchecked") // create has compared the classes
    private static <O extends Record> HuaMetric created(HuaMetricProvider<O> provider, Record options) {
        return provider.create((O) options);
    }

    private static List<HuaMetricProvider<?>> onClassPath() {
        List<HuaMetricProvider<?>> found = new ArrayList<>();
        ServiceLoader.load(HuaMetricProvider.class).forEach(found::add);
        return found;
    }

    static Map<String, HuaMetricProvider<?>> load(Iterable<? extends HuaMetricProvider<?>> providers) {
        TreeMap<String, HuaMetricProvider<?>> byName = new TreeMap<>();
        for (HuaMetricProvider<?> provider : providers) {
            String name = provider.name();
            Extensions.requireName("metric", name, provider);
            Extensions.requireOptions(Extensions.named("metric", name, provider), provider.defaults(), KEYS);
            Extensions.requireOne("metrics", name, byName.put(name, provider), provider);
        }
        Map<String, HuaMetricProvider<?>> inOrder = new LinkedHashMap<>();
        ARTICLE.forEach(name -> inOrder.put(name, Objects.requireNonNull(byName.remove(name))));
        inOrder.putAll(byName);
        return inOrder;
    }
}
