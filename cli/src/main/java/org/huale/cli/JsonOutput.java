package org.huale.cli;

import java.io.PrintWriter;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Answers for programs: one JSON value, indented, its properties in the order of the record's components. */
final class JsonOutput {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private JsonOutput() {}

    static void print(PrintWriter out, Object answer) {
        out.println(JSON.writeValueAsString(answer));
        out.flush();
    }
}
