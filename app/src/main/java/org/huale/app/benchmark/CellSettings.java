package org.huale.app.benchmark;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.huale.acquire.StrategyChoice;
import org.huale.app.run.RunConfig;
import org.huale.config.Settings;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/** Puts the keys of a benchmark together to those of one run. */
final class CellSettings {
    private static final String LOSS = "training.loss";
    private static final String STRATEGY = "strategy";

    private final Settings settings = new Settings();
    private final String file;

    /** @param file that mistakes are said to be in */
    CellSettings(String file) {
        this.file = file;
    }

    /** @param keys a map of them, or the name of a file; both where keys were added to a file, which is then under no name */
    CellSettings add(String place, @Nullable Object keys) {
        if (keys instanceof String name) {
            settings.file(Path.of(name));
        } else if (keys instanceof Map<?, ?> map) {
            if (map.get("") instanceof String name) {
                settings.file(Path.of(name));
            }
            map.forEach((key, value) -> {
                if (!"".equals(key)) {
                    settings.value(String.valueOf(key), orEmpty(value), file + ", " + place);
                }
            });
        } else if (keys != null) {
            throw new HualeException(
                    file + ", " + place + ": must be keys and values, or the name of a file, got " + keys);
        }
        RunConfig.shortened(settings);
        return this;
    }

    CellSettings strategy(String label, @Nullable Object value) {
        return choice(STRATEGY, "strategies." + label, new Choice(label, "name", StrategyChoice.names(), value));
    }

    CellSettings loss(String label, @Nullable Object value) {
        List<String> names = RunConfig.losses(settings);
        boolean isOnlyOne = names.isEmpty() && label.equals(BenchmarkConfig.STANDARD_LOSS) && value == null;
        return isOnlyOne ? this : choice(LOSS, "losses." + label, new Choice(label, "preset", names, value));
    }

    RunConfig seed(long seed) {
        settings.value("seed", seed, file + ", seeds");
        return RunConfig.of(settings).absolute();
    }

    /** @param nameKey the key among the value's that says the name; without it the label is the name */
    private record Choice(
            String label,
            String nameKey,
            List<String> names,
            @Nullable Object value) {}

    /** A word undoes all that the base may say, then come the keys beside it. */
    private CellSettings choice(String key, String place, Choice choice) {
        Object value = choice.value();
        String origin = file + ", " + place;
        if (value instanceof Map<?, ?> keys) {
            Object name = keys.containsKey(choice.nameKey()) ? keys.get(choice.nameKey()) : choice.label();
            if (!keys.containsKey(choice.nameKey()) && !choice.names().contains(choice.label())) {
                throw new HualeException(origin + ": " + choice.nameKey() + " is missing, one of " + choice.names());
            }
            settings.value(key, orEmpty(name), origin);
            keys.forEach((option, given) -> {
                if (!option.equals(choice.nameKey())) {
                    settings.value(key + "." + option, orEmpty(given), origin);
                }
            });
        } else {
            settings.value(key, value == null ? choice.label() : value, origin);
        }
        return this;
    }

    private static Object orEmpty(@Nullable Object value) {
        return value == null ? "" : value;
    }
}
