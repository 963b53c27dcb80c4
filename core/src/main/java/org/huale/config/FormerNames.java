package org.huale.config;

import java.lang.reflect.Method;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What keys and values of a record type were called before, and what stands in their place; in words for the user. */
record FormerNames(Map<?, ?> advice) {
    static final FormerNames NONE = new FormerNames(Map.of());

    /** Those of a type that declares {@code public static Map<String, String> formerly()}; none for others. */
    static FormerNames of(Class<?> type) {
        Method formerly = Presets.method(type, "formerly");
        return formerly == null ? NONE : new FormerNames((Map<?, ?>) Presets.invoke(formerly));
    }

    /** Null for a key that never was. */
    @Nullable
    String key(String key) {
        return (String) advice.get(key);
    }

    /** Null for a value that the key never took. */
    @Nullable
    String value(String key, String value) {
        return (String) advice.get(key + ": " + value);
    }
}
