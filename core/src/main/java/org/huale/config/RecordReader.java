package org.huale.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts the values of a JSON tree into the places of a record of records. A record's own checks say what is allowed; where
 * they refuse, each value is tried alone among defaults, so that one bad value hides no other.
 */
final class RecordReader {
    private static final JsonMapper JSON = ConfigJson.mapper();

    private final Record root;
    private final Map<String, String> origins;
    private final List<String> problems = new ArrayList<>();

    RecordReader(Record root, Map<String, String> origins) {
        this.root = root;
        this.origins = origins;
    }

    List<String> problems() {
        return problems;
    }

    <T extends Record> T read(T defaults, ObjectNode tree) {
        return read(defaults, tree, "");
    }

    private <T extends Record> T read(T defaults, ObjectNode tree, String path) {
        Optional<Presets> presets = Presets.of(defaults.getClass());
        String key = presets.map(Presets::key).filter(tree::has).orElse(Presets.WORD);
        JsonNode name = tree.get(key);
        if (name == null || presets.isEmpty()) {
            return override(defaults, tree, path);
        }
        ObjectNode keys = tree.deepCopy();
        keys.remove(List.of(key, Presets.WORD));
        int before = problems.size();
        T begin = named(presets.get(), name, defaults, join(path, key));
        return problems.size() > before ? begin : override(begin, keys, path); // else keys would be measured by another
    }

    /** The value of that name; the defaults, with a problem noted, where there is none. */
    @SuppressWarnings("unchecked")
    private <T extends Record> T named(Presets presets, JsonNode name, T defaults, String key) {
        if (name.isString() && presets.names().contains(name.stringValue())) {
            return (T) presets.named(name.stringValue());
        }
        String word = name.isString() ? name.stringValue() : name.toString();
        String former = FormerNames.of(defaults.getClass()).value(presets.key(), word);
        report(key, former == null ? presets.refusal(word) : word + " is no more: " + former);
        return defaults;
    }

    private <T extends Record> T override(T defaults, ObjectNode tree, String path) {
        RecordComponent[] components = defaults.getClass().getRecordComponents();
        refuseUnknown(tree, components, path, FormerNames.of(defaults.getClass()));
        @Nullable
        Object[] standard =
                Arrays.stream(components).map(it -> valueOf(it, defaults)).toArray();
        @Nullable Object[] wanted = standard.clone();
        int before = problems.size();
        for (int i = 0; i < components.length; i++) {
            JsonNode child = spread(components[i]) ? others(tree, components) : tree.get(components[i].getName());
            if (child != null) {
                wanted[i] = converted(components[i], standard[i], child, path);
            }
        }
        if (problems.size() > before) {
            checkEach(defaults, standard, wanted, path);
            return defaults;
        }
        return together(defaults, standard, wanted, path);
    }

    private void refuseUnknown(ObjectNode tree, RecordComponent[] components, String path, FormerNames former) {
        if (Arrays.stream(components).noneMatch(RecordReader::spread)) {
            refuseUnknown(tree, names(components), path, former);
        }
    }

    private void refuseUnknown(ObjectNode tree, List<String> known, String path, FormerNames former) {
        for (String name : tree.propertyNames()) {
            if (name.equals(Presets.WORD)) {
                report(path, tree.get(name) + " is not a group of keys and values");
            } else if (former.key(name) != null) {
                report(join(path, name), "is no more: " + former.key(name));
            } else if (!known.contains(name)) {
                report(join(path, name), unknown(name, known, path));
            }
        }
    }

    /** What is wrong with a key that is none of those known at its place, and which may be meant. */
    private String unknown(String name, List<String> known, String path) {
        String key = join(path, name);
        List<String> elsewhere = NearestKey.keys(root);
        if (name.contains(".") && elsewhere.contains(key)) {
            return "in a file, keys stand below one another: " + nested(key)
                    + "; with dots they are words of the command line";
        }
        elsewhere.removeIf(key::equals); // known of a record with another name only
        return "unknown key"
                + NearestKey.among(known.stream().map(it -> join(path, it)).toList(), key)
                        .or(() -> NearestKey.among(elsewhere, key))
                        .map(it -> "; did you mean " + it + "?")
                        .orElse(", known here are " + known);
    }

    /** {@code training: {iterations: ...}} for {@code training.iterations}. */
    private static String nested(String key) {
        String[] names = key.split("\\.", -1);
        return String.join(": {", names) + ": ..." + "}".repeat(names.length - 1);
    }

    /** Whether the keys of a component stand beside its siblings. */
    static boolean spread(RecordComponent component) {
        return component.getType() == Record.class;
    }

    /** What belongs to the component that is spread. */
    private static ObjectNode others(ObjectNode tree, RecordComponent[] components) {
        ObjectNode others = tree.deepCopy();
        others.remove(names(components));
        return others;
    }

    private static List<String> names(RecordComponent[] components) {
        return Arrays.stream(components)
                .filter(it -> !spread(it))
                .map(RecordComponent::getName)
                .toList();
    }

    private @Nullable Object converted(
            RecordComponent component, @Nullable Object standard, JsonNode child, String path) {
        String key = spread(component) ? path : join(path, component.getName());
        if (standard != null && child.isNull()) {
            report(key, "has no value; without the key it is " + shown(standard));
            return standard;
        }
        if (isFractionForText(component.getGenericType(), child)) {
            report(
                    key,
                    "a number with a fraction is text in quotes only, as it can be written in several ways; got "
                            + child);
            return standard;
        }
        if (standard instanceof Record record && child instanceof ObjectNode object) {
            return read(record, object, key);
        }
        if (standard instanceof Map<?, ?> map && child instanceof ObjectNode object && holdsRecords(map)) {
            return readEach(map, object, key);
        }
        Class<?> type = standard instanceof Record record ? record.getClass() : component.getType();
        Optional<Presets> presets = Presets.of(type);
        if (standard instanceof Record record && child.isString() && presets.isPresent()) {
            return named(presets.get(), child, record, key);
        }
        try {
            return JSON.readerFor(JSON.constructType(component.getGenericType()))
                    .readValue(spelled(component, child));
        } catch (JacksonException e) {
            report(key, child + unusable(component, child, Wanted.words(type, component.getName()) + cause(e)));
            return standard;
        }
    }

    /** Whether a fraction would become a text, or one of a list; 2024.10 would be 2024.1. */
    private static boolean isFractionForText(Type type, JsonNode value) {
        if (value.isArray() && type instanceof ParameterizedType list && list.getRawType() == List.class) {
            Type element = list.getActualTypeArguments()[0];
            return value.valueStream().anyMatch(it -> isFractionForText(element, it));
        }
        return type == String.class && value.isFloatingPointNumber();
    }

    /** @param wanted what a value of the component is, and why this is none */
    private static String unusable(RecordComponent component, JsonNode value, String wanted) {
        String former = former(component, value);
        return former == null ? " is not " + wanted : " is no more: " + former;
    }

    private static @Nullable String former(RecordComponent component, JsonNode value) {
        return FormerNames.of(component.getDeclaringRecord())
                .value(component.getName(), value.isString() ? value.stringValue() : value.toString());
    }

    /** A value as it would be written, where that is a word. */
    private static String shown(Object value) {
        return value instanceof Record || value instanceof Map
                ? "what the documentation says"
                : JSON.writeValueAsString(value);
    }

    private static boolean holdsRecords(Map<?, ?> map) {
        return !map.isEmpty() && map.values().stream().allMatch(Record.class::isInstance);
    }

    private Map<String, Record> readEach(Map<?, ?> standard, ObjectNode tree, String path) {
        Map<String, Record> result = new LinkedHashMap<>();
        standard.forEach((key, value) -> result.put((String) key, (Record) value));
        refuseUnknown(tree, List.copyOf(result.keySet()), path, FormerNames.NONE);
        result.replaceAll((key, value) -> tree.get(key) instanceof ObjectNode object
                ? read(value, object, join(path, key))
                : valueAlone(value, tree.get(key), join(path, key)));
        return result;
    }

    private Record valueAlone(Record standard, @Nullable JsonNode child, String key) {
        if (child != null) {
            report(key, child + " is not a group of keys and values");
        }
        return standard;
    }

    /** The words of enums may have hyphens for underscores. */
    private static JsonNode spelled(RecordComponent component, JsonNode child) {
        return component.getType().isEnum() && child.isString()
                ? JSON.getNodeFactory().stringNode(child.stringValue().replace('-', '_'))
                : child;
    }

    /** Values may be bad only beside a default that another value replaces, so all are tried together first. */
    private <T extends Record> T together(
            T defaults, @Nullable Object[] standard, @Nullable Object[] wanted, String path) {
        try {
            return make(defaults, wanted);
        } catch (IllegalArgumentException | NullPointerException | ArithmeticException e) {
            int before = problems.size();
            checkEach(defaults, standard, wanted, path);
            if (problems.size() == before) {
                report(path, words(e));
            }
            return defaults;
        }
    }

    private <T extends Record> void checkEach(
            T defaults, @Nullable Object[] standard, @Nullable Object[] wanted, String path) {
        RecordComponent[] components = defaults.getClass().getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            @Nullable Object[] alone = standard.clone();
            alone[i] = wanted[i];
            try {
                make(defaults, alone);
            } catch (IllegalArgumentException | NullPointerException | ArithmeticException e) {
                report(join(path, components[i].getName()), words(e));
            }
        }
    }

    /** What a record's check says; of what no check foresaw, that a value is missing or too large. */
    private static String words(RuntimeException refusal) {
        if (refusal instanceof NullPointerException) {
            return "a value in it is missing (null)";
        }
        return refusal instanceof ArithmeticException
                ? "a number in it is too large"
                : String.valueOf(refusal.getMessage());
    }

    private void report(String key, String what) {
        String origin = origins.getOrDefault(key, "configuration");
        String shown = key.endsWith("." + Presets.WORD) ? key.substring(0, key.length() - 1) : key;
        problems.add(origin + ": " + (shown.isEmpty() ? "" : shown + ": ") + what);
    }

    private static String cause(JacksonException e) {
        return e.getCause() instanceof IllegalArgumentException reason ? " (" + reason.getMessage() + ")" : "";
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    static @Nullable Object valueOf(RecordComponent component, Record record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Record> T make(T like, @Nullable Object[] values) {
        Class<?>[] types = Arrays.stream(like.getClass().getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = like.getClass().getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return (T) constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(like.getClass() + " cannot be made", e);
        }
    }
}
