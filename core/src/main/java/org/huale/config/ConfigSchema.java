package org.huale.config;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@link Settings} takes for a record, as JSON Schema of draft 2020-12, for editors that complete and check YAML: keys,
 * types, choices, defaults, names that stand for whole records. Ranges and rules between values are the records' own and
 * not in it: what the schema accepts a record may still refuse, and not the other way round.
 */
public final class ConfigSchema {
    private static final JsonMapper JSON = ConfigJson.mapper();

    private ConfigSchema() {}

    /** The schema as JSON text, of an object none of whose keys is required. */
    public static String of(Record defaults) {
        return of(defaults, Map.of());
    }

    /** With further top-level keys, each short for a longer key. @see Settings#shortcut */
    public static String of(Record defaults, Map<String, String> shortcuts) {
        ObjectNode schema = JSON.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", defaults.getClass().getSimpleName());
        schema.setAll(keys(defaults, false));
        ObjectNode properties = (ObjectNode) schema.get("properties");
        shortcuts.forEach(
                (key, target) -> properties.set(key, at(schema, target).deepCopy()));
        return JSON.writeValueAsString(schema);
    }

    /** The schema of a key below records whose keys do not hang on their names. */
    private static JsonNode at(ObjectNode schema, String key) {
        JsonNode found = schema;
        for (String name : key.split("\\.", -1)) {
            found = keysOf(found).path(name);
        }
        if (found.isMissingNode()) {
            throw new IllegalArgumentException("the schema has no key " + key);
        }
        return found;
    }

    /** The keys of a group, also where a name may stand in its place. */
    private static JsonNode keysOf(JsonNode group) {
        for (JsonNode way : group.path("anyOf")) {
            if (way.has("properties")) {
                return way.path("properties");
            }
        }
        return group.path("properties");
    }

    /** Of a component as it stands in a record. */
    private static ObjectNode of(RecordComponent component, Record owner, boolean chosen) {
        Object value = RecordReader.valueOf(component, owner);
        ObjectNode schema = value == null ? TypeSchema.of(component.getGenericType()) : of(value, component, chosen);
        boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        return nullable ? TypeSchema.nullable(schema) : schema;
    }

    private static ObjectNode of(Object value, RecordComponent component, boolean chosen) {
        if (value instanceof Record record) {
            return record(record, chosen);
        }
        if (value instanceof Map<?, ?> map
                && !map.isEmpty()
                && map.values().stream().allMatch(Record.class::isInstance)) {
            return group(map, chosen);
        }
        ObjectNode schema = TypeSchema.of(component.getGenericType());
        schema.set("default", JSON.valueToTree(value));
        return schema;
    }

    /**
     * Keys and values, or a name in place of them.
     *
     * @param chosen whether it stands in a choice of records by name already: the options of one choice within another's are
     *     not spelled out, as there is no end to them
     */
    private static ObjectNode record(Record record, boolean chosen) {
        Presets presets = Presets.of(record.getClass()).orElse(null);
        if (presets == null) {
            return keys(record, chosen);
        }
        ObjectNode choice = JSON.createObjectNode();
        ArrayNode ways = choice.putArray("anyOf");
        ways.add(TypeSchema.choice(presets.names()));
        if (hasSpread(record) && chosen) {
            ways.addObject().put("type", "object");
        } else if (hasSpread(record)) {
            presets.names().forEach(name -> ways.add(named(presets, name, record)));
        } else {
            ObjectNode keys = keys(record, chosen);
            ((ObjectNode) keys.get("properties")).set(presets.key(), TypeSchema.choice(presets.names()));
            ways.add(keys);
        }
        return choice;
    }

    /** The keys that go with one name; it may be left out where it is that of the default. */
    private static ObjectNode named(Presets presets, String name, Record standard) {
        Record value = presets.named(name);
        boolean isDefault = value.getClass() == standard.getClass() && value.equals(standard);
        ObjectNode keys = keys(value, true);
        ((ObjectNode) keys.get("properties")).set(presets.key(), TypeSchema.choice(List.of(name)));
        if (!isDefault) {
            keys.putArray("required").add(presets.key());
        }
        return keys;
    }

    private static ObjectNode keys(Record record, boolean chosen) {
        ObjectNode schema = TypeSchema.object();
        ObjectNode properties = (ObjectNode) schema.get("properties");
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value = RecordReader.valueOf(component, record);
            if (RecordReader.spread(component) && value instanceof Record options) {
                properties.setAll((ObjectNode) keys(options, chosen).get("properties"));
            } else {
                properties.set(component.getName(), of(component, record, chosen));
            }
        }
        return schema;
    }

    private static ObjectNode group(Map<?, ?> records, boolean chosen) {
        ObjectNode schema = TypeSchema.object();
        ObjectNode properties = (ObjectNode) schema.get("properties");
        records.forEach((key, value) -> properties.set((String) key, record((Record) value, chosen)));
        return schema;
    }

    private static boolean hasSpread(Record record) {
        return List.of(record.getClass().getRecordComponents()).stream().anyMatch(RecordReader::spread);
    }
}
