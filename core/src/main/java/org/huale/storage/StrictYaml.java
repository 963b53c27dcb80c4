package org.huale.storage;

import java.io.IOException;
import java.nio.file.Path;
import org.huale.problem.HualeException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * YAML that people write: one document, in which a key may stand once, as nobody means one of two values to be lost, and without
 * aliases, which the parser would take for the text of their names.
 */
public final class StrictYaml {
    private static final YAMLMapper MAPPER = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private StrictYaml() {}

    /**
     * What a word of YAML says; a missing node where it is blank.
     *
     * @param name of the word, for messages
     * @throws HualeException where it has an alias
     */
    public static JsonNode of(String text, String name) {
        JsonNode tree = MAPPER.readTree(text);
        requireNoAlias(text, name);
        return tree;
    }

    private static void requireNoAlias(String text, String name) {
        try (JsonParser parser = MAPPER.createParser(text)) {
            while (parser.nextToken() != null) {
                if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
                    throw new HualeException(name + ": *" + yaml.getString() + place(yaml.currentTokenLocation())
                            + ": aliases are not read; write the value out");
                }
            }
        }
    }

    /**
     * What a file says, in UTF-8 with or without its mark; a missing node where it is blank.
     *
     * @throws HualeException where it is no YAML or has an alias, with the line and column, or cannot be read
     */
    public static JsonNode read(Path file) {
        try {
            return of(InputFile.text(file), file.toString());
        } catch (IOException e) {
            throw new HualeException(file + ": " + FileFaults.unread(e), e);
        } catch (JacksonException e) {
            throw new HualeException(file + ": not YAML: " + ParserWords.of(e) + place(e.getLocation()), e);
        }
    }

    private static String place(@Nullable TokenStreamLocation location) {
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
