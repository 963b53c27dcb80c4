package org.huale.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.huale.dataset.ImageId;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/** Answers for programs: one JSON value, indented, its properties in the order of the record's components. */
final class JsonOutput {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .addModule(new SimpleModule()
                    .addSerializer(ImageId.class, ToStringSerializer.instance)
                    .addSerializer(Path.class, ToStringSerializer.instance))
            .build();

    private JsonOutput() {}

    static void print(PrintWriter out, Object answer) {
        out.println(text(answer));
        out.flush();
    }

    /** Ids of images and paths are plain strings. */
    static String text(Object answer) {
        return JSON.writeValueAsString(answer);
    }
}
