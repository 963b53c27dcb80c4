package org.huale.storage;

import java.io.IOException;
import java.nio.file.Path;
import org.huale.problem.HualeException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** YAML that people write: one document, in which a key may stand once, as nobody means one of two values to be lost. */
public final class StrictYaml {
    private static final YAMLMapper MAPPER = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private StrictYaml() {}

    /** What a word of YAML says; a missing node where it is blank. */
    public static JsonNode of(String text) {
        return MAPPER.readTree(text);
    }

    /**
     * What a file says, in UTF-8 with or without its mark; a missing node where it is blank.
     *
     * @throws HualeException where it is no YAML, with the line and column, or cannot be read
     */
    public static JsonNode read(Path file) {
        try {
            return of(InputFile.text(file));
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        } catch (JacksonException e) {
            throw new HualeException(file + ": not YAML: " + ParserWords.of(e) + place(e), e);
        }
    }

    private static String place(JacksonException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }
}
