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
import tools.jackson.core.json.JsonFactory;

/** A JSON file read token by token, so that its size does not matter. */
record JsonStream(Path file) {

    /** Hands the tokens over, the first one being current; whatever is wrong with the file becomes a message naming it. */
    void read(Consumer<JsonParser> reader) {
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                .build();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                JsonParser json = factory.createParser(ObjectReadContext.empty(), in)) {
            json.nextToken();
            reader.accept(json);
        } catch (JacksonException e) {
            throw new HualeException(
                    file + ": not valid JSON at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": " + e.getOriginalMessage(),
                    e);
        } catch (NoSuchFileException e) {
            throw new HualeException(file + ": no such file", e);
        } catch (IOException e) {
            throw new HualeException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
