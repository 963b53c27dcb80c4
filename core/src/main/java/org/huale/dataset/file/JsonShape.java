package org.huale.dataset.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.huale.storage.InputFile;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * What a JSON file looks like from outside, by which formats that share the ending tell their files apart. Only its
 * beginning is read.
 *
 * @param list whether it is an array; its first element is then what the keys are of
 * @param keys of the object, or of the first element of the array, as far as they were seen
 * @param inner the keys of the first object among the values of the object
 */
public record JsonShape(boolean list, Set<String> keys, Set<String> inner) {
    private static final int TOKENS = 2_000_000; // a first element with tens of thousands of boxes

    /** Neither keys nor elements where the file is no JSON or cannot be read. */
    public static JsonShape of(Path file) {
        JsonShape shape = new JsonShape(false, new LinkedHashSet<>(), new LinkedHashSet<>());
        try (InputStream in = new BufferedInputStream(InputFile.open(file), 1 << 16);
                JsonParser parser = JsonStream.FACTORY.createParser(ObjectReadContext.empty(), in)) {
            JsonToken first = parser.nextToken();
            return first == JsonToken.START_ARRAY ? ofList(parser) : shape.with(parser, first);
        } catch (IOException | JacksonException e) {
            return shape; // what was seen before the fault
        }
    }

    private static JsonShape ofList(JsonParser parser) {
        JsonShape element = new JsonShape(true, new LinkedHashSet<>(), new LinkedHashSet<>());
        return element.with(parser, parser.nextToken());
    }

    private JsonShape with(JsonParser parser, JsonToken first) {
        if (first == JsonToken.START_OBJECT) {
            look(parser);
        }
        return this;
    }

    private void look(JsonParser parser) {
        int depth = 1;
        boolean inFirst = true;
        for (int i = 0; i < TOKENS && depth > 0; i++) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                return;
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            inFirst &= !(depth == 1 && token == JsonToken.END_OBJECT);
            if (token == JsonToken.PROPERTY_NAME && depth <= 2) {
                keep(parser.currentName(), depth, inFirst);
            }
        }
    }

    private void keep(String name, int depth, boolean inFirst) {
        if (depth == 1) {
            keys.add(name);
        } else if (inFirst) {
            inner.add(name);
        }
    }
}
