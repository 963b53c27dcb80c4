package org.huale.config;

import java.util.List;

/** What kind of value a component takes, in words for the user. */
final class Wanted {

    private Wanted() {}

    static String words(Class<?> type, String name) {
        if (!Words.of(type).isEmpty()) {
            return "one of " + Words.of(type);
        }
        if (type == int.class || type == long.class) {
            return "a whole number";
        }
        if (type == double.class || type == float.class) {
            return "a number";
        }
        if (type == boolean.class) {
            return "true or false";
        }
        if (List.class.isAssignableFrom(type) || type.isArray()) {
            return "a list of the right kind, such as [1, 2]";
        }
        if (Presets.of(type).isPresent()) {
            return "a group of keys and values or one of "
                    + Presets.of(type).get().names();
        }
        return type.isRecord() ? "a group of keys and values" : "a value for " + name;
    }
}
