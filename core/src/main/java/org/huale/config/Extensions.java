package org.huale.config;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;

/**
 * What jars on the class path bring of a kind, read when it is first asked for. A jar that cannot be used is the user's to mend, so
 * that it is told as his mistakes are.
 *
 * @param <T> all that there is of the kind
 */
public final class Extensions<T> {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");

    private final String kind;
    private final Supplier<T> loading;
    private @Nullable T loaded;

    /** @param kind with its article: {@code a strategy} */
    public Extensions(String kind, Supplier<T> loading) {
        this.kind = kind;
        this.loading = loading;
    }

    /**
     * All of a kind, in the order of the class path.
     *
     * @param kind with its article
     * @throws HualeException where one of them cannot be used
     */
    public static <S> List<S> of(String kind, Class<S> type) {
        return new Extensions<>(
                        kind,
                        () -> ServiceLoader.load(type).stream()
                                .map(ServiceLoader.Provider::get)
                                .toList())
                .all();
    }

    /** @throws HualeException where one of them cannot be used */
    public synchronized T all() {
        if (loaded == null) {
            loaded = load();
        }
        return loaded;
    }

    private T load() {
        try {
            return loading.get();
        } catch (ServiceConfigurationError | LinkageError e) {
            throw refusal(e)
                    .orElseGet(() -> new HualeException(
                            kind + " on the class path cannot be used: " + words(e) + "; take its jar out of lib", e));
        }
    }

    /** Of another kind that one of this kind needs. */
    private static Optional<HualeException> refusal(Throwable error) {
        return causes(error)
                .filter(HualeException.class::isInstance)
                .map(HualeException.class::cast)
                .findFirst();
    }

    /** The error and what lies below it, which often says more. */
    private static String words(Throwable error) {
        Throwable deepest = causes(error).reduce(error, (first, second) -> second);
        return deepest == error ? error.toString() : error + ": " + deepest;
    }

    private static Stream<Throwable> causes(Throwable error) {
        return Stream.iterate(error, it -> it != null, Throwable::getCause);
    }

    /**
     * Sees that a name is one that may stand in configurations, reports and names of files.
     *
     * @param kind without an article: {@code strategy}
     * @throws HualeException where it is not
     */
    public static void requireName(String kind, @Nullable String name, Object provider) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new HualeException(named(kind, name, provider)
                    + ": its name must be of lower-case letters, digits and hyphens; take its jar out of lib");
        }
    }

    /**
     * Sees that no two have one name: it would be a matter of the class path which of them is meant.
     *
     * @param kinds in the plural: {@code strategies}
     * @param other that had the name before; null where none had
     * @throws HualeException where one had
     */
    public static void requireOne(String kinds, String name, @Nullable Object other, Object provider) {
        if (other != null) {
            throw new HualeException("two " + kinds + " are called " + name + ": "
                    + other.getClass().getName() + " and "
                    + provider.getClass().getName());
        }
    }

    /**
     * Sees that options can stand beside the keys that there are anyway.
     *
     * @param what whose they are, as {@link #named} says it
     * @throws HualeException where there are none, or one has the name of such a key
     */
    public static void requireOptions(String what, @Nullable Record options, List<String> keys) {
        if (options == null) {
            throw new HualeException(what + ": its options are null; without any they are a record without components");
        }
        for (RecordComponent component : options.getClass().getRecordComponents()) {
            if (keys.contains(component.getName())) {
                throw new HualeException(what + ": no option may be called " + component.getName()
                        + ", which stands beside the options for something else");
            }
        }
    }

    /** With the class that brings it: {@code strategy mine (com.example.Mine$Provider)}. */
    public static String named(String kind, @Nullable String name, Object provider) {
        return kind + " " + name + " (" + provider.getClass().getName() + ")";
    }
}
