package org.huale.dataset.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Walks a JSON file token by token; what nobody asks for is passed over without being held in memory. */
public final class JsonCursor {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Bounds.JSON_STRING)
                    .maxNestingDepth(100)
                    .build())
            .build();
    private final JsonParser parser;

    /** What to do with the value of a key or an element; must leave the cursor at the value's last token. */
    public interface Visitor {
        void visit(String key);
    }

    private JsonCursor(JsonParser parser) {
        this.parser = parser;
    }

    /** Walks the object that the file consists of. */
    public static void readObject(Path file, java.util.function.BiConsumer<JsonCursor, String> visitor) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), in)) {
            JsonCursor cursor = new JsonCursor(parser);
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new HualeException(file + ": must be one JSON object, begins with " + parser.currentToken());
            }
            cursor.object(key -> visitor.accept(cursor, key));
            if (parser.nextToken() != null) {
                throw new HualeException(file + ": more follows after the JSON object" + cursor.place());
            }
        } catch (JacksonException e) {
            throw new HualeException(file + ": not usable as JSON: " + oneLine(e) + place(e.getLocation()), e);
        } catch (IOException e) {
            throw new HualeException(file + ": cannot be read: " + Failures.reason(e), e);
        }
    }

    /** Visits each key of the object that the cursor stands at. */
    public void object(Visitor visitor) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            visitor.visit(key);
        }
    }

    /** Runs the visitor at each element of the array that the cursor stands at. */
    public void array(Runnable visitor) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            visitor.run();
        }
    }

    public boolean isObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    public boolean isArray() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    public void skip() {
        parser.skipChildren();
    }

    /** The number here, infinite where too large; NaN, after passing over it, where the value is none. */
    public double number() {
        if (parser.currentToken().isNumeric()) {
            return parser.getDoubleValue();
        }
        skip();
        return Double.NaN;
    }

    /** The whole number here; empty, after passing over it, where the value is none of 64 bits. */
    public OptionalLong wholeNumber() {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return OptionalLong.of(parser.getLongValue());
        }
        double value = number();
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1L << 53;
        return whole ? OptionalLong.of((long) value) : OptionalLong.empty();
    }

    /** True for {@code 1} and {@code true}. */
    public boolean flag() {
        return parser.currentToken() == JsonToken.VALUE_TRUE || number() == 1;
    }

    /** The text here; null, after passing over it, where the value is none. */
    @Nullable
    public String text() {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getString();
        }
        skip();
        return null;
    }

    /** Line and column, for messages. */
    public String place() {
        return place(parser.currentTokenLocation());
    }

    private static String place(@Nullable TokenStreamLocation location) {
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    private static String oneLine(JacksonException e) {
        return String.valueOf(e.getOriginalMessage()).replaceAll("\\s*\\R\\s*", " ");
    }
}
