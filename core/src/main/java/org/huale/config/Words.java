package org.huale.config;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The words that alone stand for the values of a type. */
final class Words {
    private Words() {}

    /**
     * The constants of an enum in lower case, or what a type that is no record says by {@code public static List<String>
     * names()}; empty for other types.
     */
    static List<String> of(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(it -> ((Enum<?>) it).name().toLowerCase(Locale.ROOT))
                    .toList();
        }
        Method names = type.isRecord() ? null : Presets.method(type, "names");
        return names == null
                ? List.of()
                : ((List<?>) Presets.invoke(names))
                        .stream().map(String::valueOf).toList();
    }
}
