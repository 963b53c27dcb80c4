package org.huale.app.benchmark;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huale.app.run.RunSearch;
import org.huale.config.Settings;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/**
 * Which runs a benchmark is made of, as its file says it; {@link BenchmarkMatrix} reads the settings within.
 *
 * @param base keys of a run that all cells share, or the file that holds them
 * @param datasets by name, the keys in which its runs differ from the base, or the file that holds them
 * @param strategies names, or by label what stands for {@code strategy} in a run
 * @param losses names, or by label what stands for {@code loss} in a run
 * @param seeds a list of numbers, or a range such as {@code 1..5}
 * @param randomReplicates selections of the strategy {@code random} for each of its cells, which reports average
 */
public record BenchmarkConfig(
        Object base,
        Map<String, Object> datasets,
        Object strategies,
        Object losses,
        Object seeds,
        int randomReplicates) {
    /** The loss where none is named; what a kind of detector has that offers no choice. */
    static final String STANDARD_LOSS = "standard";

    /** Labels are names of folders, too. */
    static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

    static final int MOST_REPLICATES = 100;

    private static final Pattern RANGE = Pattern.compile("(-?\\d{1,18})\\.\\.(-?\\d{1,18})");
    private static final long MOST_SEEDS = 1000;

    static BenchmarkConfig defaults() {
        return new BenchmarkConfig(Map.of(), Map.of(), List.of("random"), List.of(STANDARD_LOSS), List.of(0), 1);
    }

    /** @throws HualeException listing all that is wrong with the keys and with labels and seeds */
    public static BenchmarkConfig of(Settings settings) {
        BenchmarkConfig config = settings.into(defaults());
        Mistakes mistakes = new Mistakes();
        if (config.datasets.isEmpty()) {
            mistakes.add(
                    "datasets: is missing; it names at least one data set, such as bccd: {data: {pool: ..., test: ...}}");
        }
        checkLabels("datasets", config.datasets.keySet(), mistakes);
        mistakes.gather(
                () -> checkLabels("strategies", config.strategiesByLabel().keySet(), mistakes));
        mistakes.gather(() -> checkLabels("losses", config.lossesByLabel().keySet(), mistakes));
        mistakes.gather(config::seedList);
        mistakes.gather(config::requireReplicates);
        mistakes.requireNone();
        return config;
    }

    private static void checkLabels(String key, Set<String> labels, Mistakes mistakes) {
        for (String label : labels) {
            if (label.equals(RunSearch.FIRST_CYCLES)) {
                mistakes.add(key + "." + label
                        + ": is the name of the folder that shared first cycles are in; choose another");
            } else if (!LABEL.matcher(label).matches()) {
                mistakes.add(key + "." + label + ": is also the name of a folder and may hold letters, digits, - and _"
                        + " only, a letter or digit first");
            }
        }
    }

    private void requireReplicates() {
        if (randomReplicates < 1 || randomReplicates > MOST_REPLICATES) {
            throw new HualeException(
                    "randomReplicates: must be in [1, " + MOST_REPLICATES + "], got " + randomReplicates);
        }
    }

    /** By label, what stands for {@code strategy} in a run; null where the label is its name. */
    public Map<String, @Nullable Object> strategiesByLabel() {
        return byLabel("strategies", strategies);
    }

    /** By label, what stands for {@code loss} in a run; null where the label is its name. */
    public Map<String, @Nullable Object> lossesByLabel() {
        return byLabel("losses", losses);
    }

    /** A name alone is its own label. */
    private static Map<String, @Nullable Object> byLabel(String key, Object given) {
        Map<String, @Nullable Object> arms = new LinkedHashMap<>();
        if (given instanceof Map<?, ?> labeled) {
            labeled.forEach((label, value) -> arms.put(String.valueOf(label), value));
        } else {
            List<?> names = given instanceof List<?> list ? list : List.of(given);
            for (Object name : names) {
                if (!(name instanceof String word) || arms.containsKey(word)) {
                    throw new HualeException(
                            key + ": must be different names, such as [a, b], or settings by label, got " + given);
                }
                arms.put(word, null);
            }
        }
        if (arms.isEmpty()) {
            throw new HualeException(key + ": names nothing");
        }
        return arms;
    }

    /** All seeds, in the order of the file. */
    public List<Long> seedList() {
        if (seeds instanceof String word) {
            return range(word);
        }
        if (seeds instanceof List<?> list && !list.isEmpty()) {
            Set<Long> all = new LinkedHashSet<>();
            for (Object seed : list) {
                if (!(seed instanceof Integer || seed instanceof Long) || !all.add(((Number) seed).longValue())) {
                    throw wrongSeeds();
                }
            }
            return List.copyOf(all);
        }
        throw wrongSeeds();
    }

    private List<Long> range(String word) {
        Matcher range = RANGE.matcher(word.strip());
        if (!range.matches()) {
            throw wrongSeeds();
        }
        long from = Long.parseLong(range.group(1));
        long to = Long.parseLong(range.group(2));
        if (to < from || to - from >= MOST_SEEDS) {
            throw wrongSeeds();
        }
        Set<Long> all = new TreeSet<>();
        for (long seed = from; seed <= to; seed++) {
            all.add(seed);
        }
        return List.copyOf(all);
    }

    private HualeException wrongSeeds() {
        return new HualeException("seeds: must be different whole numbers, such as [1, 2, 3], or a range of at most "
                + MOST_SEEDS + ", such as 1..5, got " + seeds);
    }
}
