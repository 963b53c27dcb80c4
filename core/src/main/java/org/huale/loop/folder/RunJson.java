package org.huale.loop.folder;

import java.nio.file.Path;
import java.util.function.Function;
import org.huale.dataset.ImageId;
import org.huale.detect.Detections;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** How the records of a run are written: image ids and paths as plain strings, keys in the order of the record. */
public final class RunJson {
    private static final JsonMapper MAPPER = mapper(new SimpleModule());
    private static final JsonMapper WITHOUT_DETECTIONS =
            mapper(new SimpleModule().addDeserializer(Detections.class, new PassedOver()));

    private RunJson() {}

    private static JsonMapper mapper(SimpleModule module) {
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .disable(tools.jackson.databind.MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .addModule(module.addSerializer(ImageId.class, new Text<>())
                        .addSerializer(Path.class, new Text<>())
                        .addDeserializer(ImageId.class, new FromText<>(ImageId::new))
                        .addDeserializer(Path.class, new FromText<>(Path::of)))
                .build();
    }

    /** A value as indented JSON, its properties in the order of the record's components. */
    public static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    public static JsonMapper mapper() {
        return MAPPER;
    }

    /** The same, but it passes over detections, which are null then: those of all cycles of a run may not fit into the memory. */
    static JsonMapper withoutDetections() {
        return WITHOUT_DETECTIONS;
    }

    private static final class Text<T> extends ValueSerializer<T> {
        @Override
        public void serialize(T value, JsonGenerator out, SerializationContext context) {
            out.writeString(value.toString());
        }
    }

    private static final class FromText<T> extends ValueDeserializer<T> {
        private final Function<String, T> made;

        FromText(Function<String, T> made) {
            this.made = made;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) {
            return made.apply(in.getString());
        }
    }

    private static final class PassedOver extends ValueDeserializer<Detections> {
        @Override
        public @Nullable Detections deserialize(JsonParser in, DeserializationContext context) {
            in.skipChildren();
            return null;
        }
    }
}
