package org.huale.metric;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.huale.problem.HualeException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON text read token by token, so that its size does not matter.
 *
 * @param name for messages
 * @param content opened once, closed after reading
 */
public record JsonStream(String name, Content content) {

    /** Where the bytes come from. */
    public interface Content {
        InputStream open() throws IOException;
    }

    public static JsonStream of(Path file) {
        return new JsonStream(file.toString(), () -> Files.newInputStream(file));
    }

    /** Hands the tokens over, the first one being current; whatever is wrong with the file becomes a message naming it. */
    public void read(Consumer<JsonParser> reader) {
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                .build();
        try (InputStream in = new BufferedInputStream(content.open(), 1 << 16);
                JsonParser json = factory.createParser(ObjectReadContext.empty(), in)) {
            json.nextToken();
            reader.accept(json);
        } catch (JacksonIOException e) {
            throw new HualeException(name + ": cannot be read: " + e.getOriginalMessage(), e);
        } catch (JacksonException e) {
            throw new HualeException(
                    name + ": not valid JSON at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": " + e.getOriginalMessage(),
                    e);
        } catch (NoSuchFileException e) {
            throw new HualeException(name + ": no such file", e);
        } catch (IOException e) {
            throw new HualeException(name + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
