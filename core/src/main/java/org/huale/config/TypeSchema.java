package org.huale.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON Schema of a Java type alone, without a value to begin with. */
final class TypeSchema {
    private static final JsonMapper JSON = ConfigJson.mapper();
    private static final Set<Type> WHOLE = Set.of(int.class, long.class, Integer.class, Long.class);
    private static final Set<Type> REAL = Set.of(double.class, float.class, Double.class, Float.class);

    private TypeSchema() {}

    /** A type that has no word in JSON Schema gets the empty schema, which accepts everything. */
    static ObjectNode of(Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return list(generic.getActualTypeArguments()[0]);
        }
        if (type instanceof Class<?> plain) {
            return of(plain);
        }
        return JSON.createObjectNode();
    }

    private static ObjectNode of(Class<?> type) {
        if (!Words.of(type).isEmpty()) {
            return choice(Words.of(type));
        }
        if (type.isArray()) {
            return list(type.getComponentType());
        }
        if (type.isRecord()) {
            return record(type);
        }
        return word(type).isEmpty()
                ? JSON.createObjectNode()
                : JSON.createObjectNode().put("type", word(type));
    }

    private static String word(Class<?> type) {
        if (WHOLE.contains(type)) {
            return "integer";
        }
        if (REAL.contains(type)) {
            return "number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "boolean";
        }
        return type == String.class || type == Path.class ? "string" : "";
    }

    private static ObjectNode list(Type element) {
        ObjectNode schema = JSON.createObjectNode().put("type", "array");
        schema.set("items", of(element));
        return schema;
    }

    /** With every key that may not be null required, as no defaults stand behind it. */
    private static ObjectNode record(Class<?> type) {
        ObjectNode schema = object();
        ArrayNode required = schema.putArray("required");
        for (RecordComponent component : type.getRecordComponents()) {
            ObjectNode own = of(component.getGenericType());
            boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            ((ObjectNode) schema.get("properties")).set(component.getName(), nullable ? nullable(own) : own);
            if (!nullable) {
                required.add(component.getName());
            }
        }
        return schema;
    }

    static ObjectNode object() {
        ObjectNode schema = JSON.createObjectNode().put("type", "object");
        schema.put("additionalProperties", false);
        schema.putObject("properties");
        return schema;
    }

    static ObjectNode choice(List<String> words) {
        ObjectNode schema = JSON.createObjectNode();
        words.forEach(schema.putArray("enum")::add);
        return schema;
    }

    static ObjectNode nullable(ObjectNode schema) {
        ObjectNode either = JSON.createObjectNode();
        if (schema.has("default")) {
            either.set("default", schema.remove("default"));
        }
        either.putArray("anyOf").add(schema).addObject().put("type", "null");
        return either;
    }
}
