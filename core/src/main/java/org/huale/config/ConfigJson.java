package org.huale.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Configurations as JSON text, the same text for the same values. */
public final class ConfigJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private ConfigJson() {}

    static JsonMapper mapper() {
        return MAPPER;
    }

    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** Reads what {@link #write} wrote; a Jackson exception says where it is not that. */
    public static <T> T read(String json, Class<T> type) {
        return MAPPER.readValue(json, type);
    }

    /** The keys whose value is not the same in both, in alphabetical order; empty if all agree. */
    public static List<ConfigDifference> differences(Object left, Object right) {
        List<ConfigDifference> differences = new ArrayList<>();
        compare("", parsed(left), parsed(right), differences);
        return differences;
    }

    /**
     * The keys of what was read that the text does not have, though no constructor put a word or an object in their place:
     * those that are null, and numbers and flags that are 0 and false for want of anything else.
     */
    public static List<String> unsaid(String json, Object value) {
        List<String> keys = new ArrayList<>();
        addUnsaid("", MAPPER.readTree(json), parsed(value), keys);
        return keys;
    }

    private static void addUnsaid(String key, @Nullable JsonNode text, JsonNode value, List<String> keys) {
        if (value.isNull() || (text == null && (value.isNumber() || value.isBoolean()))) {
            keys.add(key);
        }
        for (Map.Entry<String, JsonNode> it : value.properties()) {
            JsonNode next = text == null ? null : text.get(it.getKey());
            addUnsaid(below(key, it.getKey()), next, it.getValue(), keys);
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            addUnsaid(key + "[" + i + "]", text == null ? null : text.get(i), value.get(i), keys);
        }
    }

    /** Through text, so that 0 is the same number whether it was a long in memory or comes from a file. */
    static JsonNode parsed(Object value) {
        return MAPPER.readTree(write(value));
    }

    private static void compare(
            String key, @Nullable JsonNode left, @Nullable JsonNode right, List<ConfigDifference> differences) {
        if (left instanceof ObjectNode a && right instanceof ObjectNode b) {
            TreeSet<String> names = new TreeSet<>(a.propertyNames());
            names.addAll(b.propertyNames());
            names.forEach(name -> compare(below(key, name), a.get(name), b.get(name), differences));
        } else if (!Objects.equals(left, right)) {
            differences.add(new ConfigDifference(key, Optional.ofNullable(left), Optional.ofNullable(right)));
        }
    }

    private static String below(String key, String name) {
        return key.isEmpty() ? name : key + "." + name;
    }

    /** Parses JSON into a plain tree, for {@link #differences} against a file. */
    public static Map<?, ?> tree(String json) {
        return MAPPER.readValue(json, Map.class);
    }
}
