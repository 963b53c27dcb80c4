package org.huale.config;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the null that should not be there in records that were read from JSON, where a key is missing or its value is null:
 * a component that is not declared {@link Nullable}.
 */
public final class MissingValue {

    private MissingValue() {}

    /** The key of the first one, {@code images[2].size}; empty where all is there. */
    public static Optional<String> in(Object value) {
        return below("", value).map(key -> key.substring(key.startsWith(".") ? 1 : 0));
    }

    private static Optional<String> below(String key, Object value) {
        if (value instanceof Record record) {
            return first(Stream.of(record.getClass().getRecordComponents()).map(it -> of(key, it, record)));
        }
        if (value instanceof Collection<?> items) {
            int[] next = {0};
            return first(items.stream().map(it -> element(key + "[" + next[0]++ + "]", it)));
        }
        if (value instanceof Map<?, ?> map) {
            return first(map.entrySet().stream().map(it -> element(key + "." + it.getKey(), it.getValue())));
        }
        return Optional.empty();
    }

    private static Optional<String> of(String key, RecordComponent component, Record record) {
        @Nullable Object value = RecordReader.valueOf(component, record);
        if (value == null && component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            return Optional.empty();
        }
        return element(key + "." + component.getName(), value);
    }

    private static Optional<String> element(String key, @Nullable Object value) {
        return value == null ? Optional.of(key) : below(key, value);
    }

    private static Optional<String> first(Stream<Optional<String>> found) {
        return found.flatMap(Optional::stream).findFirst();
    }
}
