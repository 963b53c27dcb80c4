package org.huale.dataset.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.huale.problem.HualeException;
import org.huale.storage.FileFaults;
import org.huale.storage.InputFile;
import org.huale.storage.ParserWords;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * JSON text read token by token, so that its size does not matter.
 *
 * @param name for messages
 * @param content opened once, closed after reading
 */
public record JsonStream(String name, Content content) {
    static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS) // as Python writes them
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Bounds.JSON_STRING)
                    .maxNestingDepth(100)
                    .build())
            .build();

    /** Where the bytes come from. */
    public interface Content {
        InputStream open() throws IOException;
    }

    public static JsonStream of(Path file) {
        return new JsonStream(file.toString(), () -> InputFile.open(file));
    }

    /**
     * Hands over a cursor at the first value, which must be read to its end.
     *
     * @throws HualeException where the text is not JSON, or more follows after that value; the message has name and place
     */
    public void read(Consumer<JsonCursor> reader) {
        try (InputStream in = new BufferedInputStream(content.open(), 1 << 16);
                JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), in)) {
            JsonCursor cursor = new JsonCursor(parser);
            parser.nextToken();
            boolean list = cursor.isArray();
            reader.accept(cursor);
            if (parser.nextToken() != null) {
                throw new HualeException(
                        name + ": more follows after the " + (list ? "list" : "JSON object") + cursor.place());
            }
        } catch (JacksonIOException e) {
            throw new HualeException(name + ": cannot be read: " + e.getOriginalMessage(), e);
        } catch (JacksonException e) {
            throw new HualeException(name + ": " + fault(e), e);
        } catch (IOException e) {
            throw new HualeException(name + ": " + FileFaults.unread(e), e);
        }
    }

    /** Visits the keys of the object that the text consists of. */
    public void readObject(BiConsumer<JsonCursor, String> visitor) {
        read(cursor -> {
            if (!cursor.isObject()) {
                throw new HualeException(name + ": must be one JSON object, begins with " + cursor.token());
            }
            cursor.object(key -> visitor.accept(cursor, key));
        });
    }

    /**
     * Visits the elements of the list that the text consists of.
     *
     * @param things that the list is of, for messages
     */
    public void readList(String things, ObjIntConsumer<JsonCursor> visitor) {
        read(cursor -> {
            if (!cursor.isArray()) {
                throw new HualeException(name + ": must be a list of " + things);
            }
            cursor.array(i -> visitor.accept(cursor, i));
        });
    }

    private static String fault(JacksonException e) {
        String reason = ParserWords.of(e);
        TokenStreamLocation place = e.getLocation();
        return place == null // a bound on strings or nesting
                ? "not usable as JSON: " + reason
                : "not valid JSON at line " + place.getLineNr() + ", column " + place.getColumnNr() + ": " + reason;
    }
}
