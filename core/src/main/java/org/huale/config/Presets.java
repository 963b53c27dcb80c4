package org.huale.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The values of a record type that have a name. A type has such values if it declares {@code public static R
 * named(String)} and {@code public static List<String> names()}.
 */
final class Presets {
    /** The key, beside those of the record, that names the value to begin with. */
    static final String KEY = "preset";
    /** Stands in a tree for a word that keys were added to: a name no key can have. */
    static final String WORD = "";

    private final String key;
    private final Method named;
    private final Method names;

    private Presets(String key, Method named, Method names) {
        this.key = key;
        this.named = named;
        this.names = names;
    }

    static Optional<Presets> of(Class<?> type) {
        Method named = method(type, "named", String.class);
        Method names = method(type, "names");
        if (!type.isRecord() || named == null || names == null || named.getReturnType() != type) {
            return Optional.empty();
        }
        String key = Arrays.stream(type.getRecordComponents())
                .filter(it -> it.getName().equals("name") || it.isAnnotationPresent(PresetName.class))
                .map(RecordComponent::getName)
                .findFirst()
                .orElse(KEY);
        return Optional.of(new Presets(key, named, names));
    }

    /** {@code name} where the record has such a component, the one marked {@link PresetName}, else {@link #KEY}. */
    String key() {
        return key;
    }

    List<String> names() {
        return ((List<?>) invoke(names)).stream().map(String::valueOf).toList();
    }

    Record named(String name) {
        return (Record) invoke(named, name);
    }

    /** What is wrong with a name that is none of these. */
    String refusal(String name) {
        String known = name + " is not one of " + names();
        return NearestKey.among(names(), name)
                .map(near -> known + "; did you mean " + near + "?")
                .orElse(known);
    }

    static @Nullable Method method(Class<?> type, String name, Class<?>... parameters) {
        try {
            Method method = type.getDeclaredMethod(name, parameters);
            method.setAccessible(true);
            return Modifier.isStatic(method.getModifiers()) ? method : null;
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    static Object invoke(Method method, Object... arguments) {
        try {
            return method.invoke(null, arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(method + " failed for " + List.of(arguments), e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(method + " cannot be called", e);
        }
    }
}
